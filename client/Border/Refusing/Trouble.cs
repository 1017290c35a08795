namespace Gongji.Border.Refusing;

/// <summary>What is said when the ledger did not answer with a receipt or a refusal.</summary>
[RefusalsOf("")]
enum Trouble
{
    [Passing]
    [Says(
        "结果未知：不能确定是否已入账。请用相同msgid重发同一报文，或发起2601冲正。",
        "It is not known whether it was booked. Send the same message with the same msgid again, or 2601.")]
    OutcomeUnknown,

    [Passing]
    [Says("系统繁忙，本次未入账，请稍后重发。", "The ledger is busy; nothing was booked. Try later.")]
    Overloaded,
}
