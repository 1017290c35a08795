namespace Gongji.Border.Refusing;

/// <summary>Why the gateway refuses what a well-formed message asks for.</summary>
[RefusalsOf("gateway")]
enum GatewayRefusal
{
    [Says("参保地医保区划与人员参保地不符", "The insured area in the message is not the area of the person's insurance.")]
    InsuredAreaDiffers,

    [Says("人员没有有效的参保信息", "The person has no insurance on that day.")]
    NotInsured,

    [Says("缺少就诊凭证", "This transaction has to bring a visit credential.")]
    CredentialMissing,

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

    [Says("日期晚于今天", "A date lies after today.")]
    InTheFuture,

    [Says("结算不属于该机构", "The settlement is another institution's.")]
    OtherInstitution,

    [Says("该报文编号属于另一交易编号，未冲正", "The message with this id has another transaction number; nothing was undone.")]
    OtherTransaction,

    [Says("该报文属于另一人员，未冲正", "The message is about another person; nothing was undone.")]
    OtherPerson,
}
