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

/// <summary>What the outermost edge says when an exception came instead of an answer.</summary>
static class Troubles
{
    /// <summary>Nobody hears "failed" of what may be booked.</summary>
    public static Refusal Of(Exception failed) =>
        Refusal.Of(failed is OverloadedException ? Trouble.Overloaded : Trouble.OutcomeUnknown, "", "");

    /// <summary>Whether it is nothing that the ledger says of itself, but a bug, which is logged.</summary>
    public static bool IsBug(Exception failed) => failed is not (OverloadedException or OutcomeUnknownException);
}
