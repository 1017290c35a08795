using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Visits;
using Gongji.Policy.Areas;

namespace Gongji.Proof.Reading;

/// <summary>A fee line as it was split when it was sent.</summary>
/// <param name="Catalogue">The rules whose catalogue splits it the same; null when those of that day do not any
/// more.</param>
/// <param name="Listed">Whether that catalogue has the item.</param>
public sealed record SplitLine(FeeLine Line, string? Catalogue, bool Listed);

/// <summary>The lines that a bill is made of, out of the journal of its visit.</summary>
/// <param name="AddUp">Whether their sums are the bill's.</param>
public sealed record FeeLines(IReadOnlyList<SplitLine> Lines, bool AddUp)
{
    /// <summary>The lines as they were when the bill was sealed; null when the journal has no such sealing.</summary>
    internal static async Task<FeeLines?> Read(
        IJournalStore store, PolicyPacks packs, Bill bill, CancellationToken stop)
    {
        var (state, reader) = (new VisitState(), new EventReader());
        await foreach (var entry in store.Read(GrainKey.Visit(bill.Visit), 1, long.MaxValue, stop))
        {
            var recorded = reader.Read(entry);
            state.Apply(recorded);
            var made = recorded.Event switch
            {
                BatchSealed e => e.Bill,
                Purchased e => e.Bill,
                _ => null,
            };
            if (made is not null && (made.Batch, made.Seal) == (bill.Batch, bill.Seal))
            {
                return Of(state, packs, bill);
            }
        }
        return null;
    }

    static FeeLines Of(VisitState visit, PolicyPacks packs, Bill bill)
    {
        var policy = packs.For(visit.Registered!.CatalogueArea, bill.From);
        var lines = visit.BatchOf(bill.Batch).Lines;
        return new FeeLines(
            [.. lines.Select(line => SplitAgain(line, policy))], BillAmounts.Of(lines) == bill.Amounts);
    }

    static SplitLine SplitAgain(FeeLine line, AreaPolicy? policy) => policy?.Classify(line.Item) == line.Split
        ? new SplitLine(line, policy.Version, policy.Lists(line.Item))
        : new SplitLine(line, null, Listed: true);
}
