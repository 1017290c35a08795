using Gongji.Border;

namespace Gongji.Nhsa.Envelope;

/// <summary>What warn_msg says beside an answer that another message got first, or that looks like another.</summary>
static class Warnings
{
    /// <summary>2206, 2207: the batch is settled.</summary>
    public static string SettledBy(OperationId by, OperationId asked) => Before(
        by, asked, static name => $"该收费批次此前已由报文{name}结算 The batch was settled by that message before.");

    /// <summary>2208, 2103, 2601: the settlement is undone.</summary>
    public static string UndoneBy(OperationId by, OperationId asked) => Before(
        by, asked, static name => $"该结算此前已由报文{name}撤销或冲正 The settlement was undone by that message before.");

    /// <summary>2202: the registration is cancelled.</summary>
    public static string CancelledBy(OperationId by, OperationId asked) => Before(
        by, asked, static name => $"该挂号此前已由报文{name}撤销 The registration was cancelled by that message before.");

    /// <summary>2206, 2207, 2101, 2102: the same was bought on the same day, perhaps by a message that was sent
    /// twice.</summary>
    public static string EqualTo(SettlementId? settlement) => settlement is { } equal
        ? $"同日同机构同样费用已有结算{equal}，如系重复请撤销 That settlement stands for the same lines of the same day; "
            + "cancel one if both are the same sale."
        : "";

    /// <summary>2201: the visit was registered before, and settled.</summary>
    public static string EqualVisit(SettlementId? settlement) => settlement is { } equal
        ? $"同日同机构同一就诊号已有结算{equal} A visit of that day with the same ipt_otp_no is settled by that settlement."
        : "";

    public static string All(params string[] warnings) =>
        string.Join(' ', warnings.Where(static text => text.Length > 0));

    static string Before(OperationId by, OperationId asked, Func<string, string> says) =>
        by == asked ? "" : says(MessageId.NameOf(by));
}
