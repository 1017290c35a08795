namespace Gongji.Border.Refusing;

/// <summary>Why the gateway refuses a message before the ledger is asked.</summary>
[RefusalsOf("message")]
enum MessageRefusal
{
    [Says("报文不是有效的JSON", "The message is not valid JSON.")]
    NotJson,

    [Says("报文不是UTF-8编码", "The message is not UTF-8.")]
    NotUtf8,

    [Says("同一对象中键名重复", "A key stands twice in one object.")]
    KeyTwice,

    [Says("文本或键名含有控制字符", "A text or a key holds a control character.")]
    ControlCharacter,

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
