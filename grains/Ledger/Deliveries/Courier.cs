using Gongji.Ledger.Books;

namespace Gongji.Ledger.Deliveries;

/// <summary>Tells other grains what is in an outbox, each in its order and none after another; what can't be told now
/// stays for later.</summary>
/// <param name="outbox">What was recorded and not heard yet, in its order.</param>
/// <param name="durable">Completes when all that was recorded so far is durable.</param>
/// <param name="record">Takes a message from the outbox.</param>
sealed class Courier(
    IGrains grains, Func<IReadOnlyList<Delivery>> outbox, Func<Task> durable, Action<Delivered> record)
{
    readonly Dictionary<GrainKey, Rounds> _rounds = [];

    /// <summary>Ends when all was told that is in the outbox now, or can't be told now.</summary>
    public Task Deliver() =>
        Task.WhenAll([.. outbox().Select(static delivery => delivery.To).Distinct().ToArray().Select(DeliverTo)]);

    Task DeliverTo(GrainKey grain)
    {
        if (!_rounds.TryGetValue(grain, out var rounds))
        {
            rounds = _rounds[grain] = new Rounds(() => Unreachable.Tolerated(() => DeliverAllTo(grain)));
        }
        return rounds.Next();
    }

    async Task DeliverAllTo(GrainKey grain)
    {
        // What is in the outbox now is durable after this wait; what comes in during the wait need not be.
        Delivery[] known = [.. outbox().Where(delivery => delivery.To == grain)];
        await durable();
        var stuck = new HashSet<SettlementId>();
        foreach (var delivery in known.Where(each => !stuck.Contains(each.Message.Settlement)))
        {
            var answer = await delivery.Message.SendTo(grain, grains);
            if (answer.IsRefused)
            {
                // It is not ready for it.
                stuck.Add(delivery.Message.Settlement);
                continue;
            }
            record(delivery.Heard);
        }
    }
}
