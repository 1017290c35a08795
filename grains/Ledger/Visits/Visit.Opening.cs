using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Ledger.Visits;

// How a bill that nobody has settled is given up, so that its lines may change. A sealed batch is closed only to
// changes that a settlement stands against: a settlement that was refused leaves everything as it was.
public partial class Visit
{
    /// <summary>What a change refuses is refused before any bill is given up for it.</summary>
    /// <param name="bills">Those that still hold.</param>
    async Task<Answer<Done>> Ready<TEvent>(Answer<TEvent> decided, Func<SealedBatch[]> bills)
        where TEvent : class, IGrainEvent => decided.IsRefused ? decided.Refusal : await GiveUpAll(bills);

    /// <summary>The batches that are settled stay when all are to be cancelled.</summary>
    async Task<Answer<Done>> Ready(CancelFees command)
    {
        if (Refuses(command) is { } refusal)
        {
            return refusal;
        }
        foreach (var batch in SealedBatches(command.Batch))
        {
            var given = await GiveUpAll(() => SealedBatches(batch.Batch));
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
        return await GiveUpAll(() => SealedBatches());
    }

    /// <summary>A bill may be made, anew or of another batch, while the person gives up the first.</summary>
    async Task<Answer<Done>> GiveUpAll(Func<SealedBatch[]> bills)
    {
        while (bills() is { Length: > 0 } made)
        {
            var given = await GiveUp(made);
            if (given.IsRefused)
            {
                return given;
            }
        }
        return Done.It;
    }

    /// <summary>What was decided while no bill holds that it changes.</summary>
    /// <exception cref="OutcomeUnknownException">One was made in the last moment.</exception>
    static Answer<TEvent> Opened<TEvent>(Answer<TEvent> decided, SealedBatch[] bills)
        where TEvent : class, IGrainEvent => decided.IsRefused || bills.Length == 0
            ? decided
            : throw new OutcomeUnknownException("a bill was made of the lines meanwhile; ask again");

    /// <summary>Opens batches when the person gives up the bills of all of them.</summary>
    async Task<Answer<Done>> GiveUp(SealedBatch[] bills)
    {
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
