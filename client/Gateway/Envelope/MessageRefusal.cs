namespace Gongji.Gateway;

/// <summary>Why the gateway refuses a message before the ledger is asked.</summary>
[RefusalsOf("message")]
enum MessageRefusal
{
    [Says("报文不是有效的JSON", "The message is not valid JSON.")]
    NotJson,

    [Says("报文不是UTF-8编码", "The message is not UTF-8.")]
    NotUtf8,

    [Says("报文必须是一个JSON对象", "The message must be one JSON object.")]
    NotAnObject,

    [Says("缺少必填项", "A required field is missing or empty.")]
    FieldMissing,

    [Says("缺少输入节点", "A node of the input is missing.")]
    NodeMissing,

    [Says("输入节点格式不正确", "A node of the input has the wrong form.")]
    NodeMalformed,

    [Says("该节点只能有一条记录", "The node may hold one record only.")]
    OneRecordOnly,

    [Says("输入必须是JSON对象，不支持加密报文", "The input must be a JSON object; encrypted input is not supported.")]
    InputEncrypted,

    [Says("不支持的交易编号", "This transaction number is not supported.")]
    UnknownTransaction,

    [Says("编号格式不正确", "An identifier has the wrong form.")]
    IdMalformed,

    [Says("文本过长", "A text is too long.")]
    TextTooLong,

    [Says("时间格式不正确", "A time has the wrong form.")]
    TimeMalformed,

    [Says("金额或数量不是数字", "An amount or quantity is not a number.")]
    NotANumber,

    [Says("金额或数量不能为负", "An amount or quantity may not be negative.")]
    AmountNegative,

    [Says("金额或数量的小数位过多", "An amount or quantity has too many decimals.")]
    TooManyDecimals,

    [Says("金额或数量过大", "An amount or quantity is too large.")]
    AmountTooLarge,

    [Says("代码值无效", "The value is not one of the code's values.")]
    CodeUnknown,
}

/// <summary>Why the gateway refuses what a well-formed message asks for.</summary>
[RefusalsOf("gateway")]
enum GatewayRefusal
{
    [Says("参保地医保区划与人员参保地不符", "The insured area in the message is not the area of the person's insurance.")]
    InsuredAreaDiffers,

    [Says("人员没有有效的参保信息", "The person has no insurance on that day.")]
    NotInsured,

    [Says("不支持该就诊凭证类型", "This kind of credential is not supported here.")]
    CredentialNotSupported,

    [Says("不支持该医疗类别", "This medical category is not supported here.")]
    MedTypeNotSupported,

    [Says("医疗类别与就诊登记不符", "The medical category is not that of the visit.")]
    MedTypeDiffers,

    [Says("医疗费总额与费用明细合计不符", "The total in the message is not the sum of the fee lines.")]
    TotalDiffers,

    [Says("分项金额与费用明细计算结果不符", "A part of the total is not what the fee lines give.")]
    PartDiffers,

    [Says("同一批明细的就诊ID、人员编号、收费批次号必须一致", "All fee lines must name the same visit, person and batch.")]
    LinesDiffer,

    [Says("结算不属于该机构", "The settlement is another institution's.")]
    OtherInstitution,
}

/// <summary>What is said when the ledger did not answer with a receipt or a refusal.</summary>
static class Trouble
{
    public static readonly Refusal OutcomeUnknown = new("outcome_unknown", "", "");

    public static readonly Refusal Overloaded = new("overloaded", "", "");

    public static RefusalText? TextOf(string code) => code switch
    {
        "outcome_unknown" => new RefusalText(
            "结果未知：不能确定是否已入账。请用相同msgid重发同一报文，或发起2601冲正。",
            "It is not known whether it was booked. Send the same message with the same msgid again, or 2601."),
        "overloaded" => new RefusalText("系统繁忙，本次未入账，请稍后重发。", "The ledger is busy; nothing was booked. Try later."),
        _ => null,
    };
}
