namespace Gongji.Admin.Bodies;

/// <summary>Why the administration refuses a request before the ledger is asked.</summary>
[RefusalsOf("admin")]
enum AdminRefusal
{
    [Says("缺少或错误的管理令牌", "The administration token is missing or wrong.")]
    TokenWrong,

    [Says("缺少Idempotency-Key请求头，或其格式不正确", "The Idempotency-Key header is missing or has the wrong form.")]
    IdempotencyKeyMissing,

    [Says("请求体过大", "The body is too large.")]
    BodyTooLarge,

    [Says("值的格式不正确", "The value has the wrong form.")]
    ValueMalformed,

    [Says("未查询到该操作", "No operation with this id was ever recorded.")]
    OperationUnknown,

    [Says("未知的记录类型", "The kind of the record is not known.")]
    KindUnknown,

    [Says("没有该管理接口路径", "The administration has no such path.")]
    PathUnknown,

    [Says("该路径不支持此请求方法", "The path does not take this method.")]
    MethodNotTaken,

    [Says("该路径不支持此内容类型", "The path does not take this content type.")]
    ContentTypeNotTaken,
}
