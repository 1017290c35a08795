using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Ledger.Visits;

// How a bill that nobody has settled is given up, so that its lines may change. A sealed batch is closed only to
// changes that a settlement stands against: a settlement that was refused leaves everything as it was.
public partial class Visit
{
    /// <summary>What a change refuses is refused before any bill is given up for it.</summary>
    async Task<Answer<Done>> Ready<TEvent>(Answer<TEvent> decided, SealedBatch[] bills)
        where TEvent : class, IGrainEvent => decided.IsRefused ? decided.Refusal : await GiveUp(bills);

    /// <summary>The batches that are settled stay when all are to be cancelled.</summary>
    async Task<Answer<Done>> Ready(CancelFees command)
    {
        if (Refuses(command) is { } refusal)
        {
            return refusal;
        }
        foreach (var batch in SealedBatches(command.Batch))
        {
            var given = await GiveUp([batch]);
            if (given.IsRefused && (command.Batch is not null || !given.Refusal.Is(VisitRefusal.SettlementStands)))
            {
                return given;
            }
        }
        return Done.It;
    }

    async Task<Answer<Done>> Ready(CancelVisit command)
    {
        if (RefusesStranger(command.Person, command.Institution) is { } refusal)
        {
            return refusal;
        }
        // Another batch may have been sealed while the person gave up the bills of the first.
        while (SealedBatches() is { Length: > 0 } bills)
        {
            var given = await GiveUp(bills);
            if (given.IsRefused)
            {
                return given;
            }
        }
        return Done.It;
    }

    /// <summary>Opens batches when the person gives up the bills of all of them.</summary>
    async Task<Answer<Done>> GiveUp(SealedBatch[] bills)
    {
        if (bills.Length == 0)
        {
            return Done.It;
        }
        var voided = await grains.Person(State.Registered!.Person).VoidBills(new VoidBills(visit, bills));
        if (voided.IsRefused)
        {
            return voided.Refusal.Is(VoidRefusal.SettlementStands)
                ? Refusal.Of(VisitRefusal.SettlementStands, voided.Refusal.Field, voided.Refusal.Value)
                : voided.Refusal;
        }
        foreach (var (batch, seal) in bills.Intersect(SealedBatches()))
        {
            book.RecordAfterwards(new BatchOpened(batch, seal));
        }
        return Done.It;
    }

    SealedBatch[] SealedBatches(BatchNo? only = null) =>
    [
        .. State.Batches.Values
            .Where(batch => batch.Bill is not null && (only is null || only == batch.Batch))
            .Select(static batch => new SealedBatch(batch.Batch, batch.Seal)),
    ];
}
