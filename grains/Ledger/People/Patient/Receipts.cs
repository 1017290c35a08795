using Gongji.Ledger.Books;
using Gongji.People;

namespace Gongji.Ledger.People.Patient;

/// <summary>Reads a receipt off a settlement, always the same one.</summary>
static class Receipts
{
    /// <param name="trace">The steps that it tells; null when it is to tell none.</param>
    public static Receipt Of(Recorded recorded, bool reversed, TraceStep[]? trace = null) =>
        Of((Settled)recorded.Event, recorded.Operation!.Id, recorded.At, reversed, trace);

    /// <inheritdoc cref="Of(Recorded, bool, TraceStep[])"/>
    public static Receipt Of(
        Settled e, OperationId operation, DateTimeOffset at, bool reversed = false, TraceStep[]? trace = null) => new(
        e.Settlement,
        operation,
        at,
        e.Bill,
        e.Insurance,
        e.PolicyVersion,
        e.Layers,
        [.. Lines(e)],
        e.BalanceAfter,
        reversed,
        e.Reasons,
        trace is null ? null : [.. trace.Select(Heard.Told)],
        e.EqualTo);

    static IEnumerable<ReceiptLine> Lines(Settled e)
    {
        var year = e.Bill.AccountYear;
        var historic = e.Own.Where(part => part.Year < year).Sum(static part => part.Amount);
        var current = e.Own.Where(part => part.Year >= year).Sum(static part => part.Amount);
        if (!historic.IsZero)
        {
            yield return new ReceiptLine(PaidBy.OwnHistoric, historic, BalanceAfter: e.BalanceAfter + current);
        }
        if (!current.IsZero)
        {
            yield return new ReceiptLine(PaidBy.OwnCurrent, current, BalanceAfter: e.BalanceAfter);
        }
        foreach (var aid in e.Aid)
        {
            yield return new ReceiptLine(PaidBy.FamilyAid, aid.Amount, aid.Network, aid.Funder, aid.FunderBalance);
        }
        if (!e.Cash.IsZero)
        {
            yield return new ReceiptLine(PaidBy.Cash, e.Cash);
        }
    }
}
