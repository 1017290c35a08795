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
    /// <summary>The last round of each grain.</summary>
    readonly Dictionary<GrainKey, Task> _rounds = [];

    /// <summary>Ends with the rounds that are under way where there are some.</summary>
    public Task Deliver() =>
        Task.WhenAll([.. outbox().Select(static delivery => delivery.To).Distinct().ToArray().Select(DeliverTo)]);

    Task DeliverTo(GrainKey grain) =>
        _rounds.TryGetValue(grain, out var underWay) && !underWay.IsCompleted
            ? underWay
            : _rounds[grain] = DeliverAllTo(grain);

    async Task DeliverAllTo(GrainKey grain)
    {
        var more = true;
        while (more)
        {
            // What is in the outbox now is durable after this wait; what comes in during the wait need not be.
            Delivery[] known = [.. OutboxOf(grain)];
            more = await Unreachable.Tolerated(durable) && await DeliverOnce(grain, known);
        }
    }

    IEnumerable<Delivery> OutboxOf(GrainKey grain) => outbox().Where(delivery => delivery.To == grain);

    /// <summary>True when something was delivered and something came in meanwhile.</summary>
    async Task<bool> DeliverOnce(GrainKey grain, Delivery[] known)
    {
        var stuck = new HashSet<SettlementId>();
        foreach (var delivery in known.Where(each => !stuck.Contains(each.Message.Settlement)))
        {
            var answer = default(Answer<Done>);
            if (!await Unreachable.Tolerated(async () => answer = await Send(delivery)))
            {
                return false;
            }
            if (answer.IsRefused)
            {
                // It is not ready for it.
                stuck.Add(delivery.Message.Settlement);
            }
        }
        return stuck.Count < known.Length && OutboxOf(grain).Except(known).Any();
    }

    async Task<Answer<Done>> Send(Delivery delivery)
    {
        var answer = await delivery.Message.SendTo(delivery.To, grains);
        if (!answer.IsRefused)
        {
            record(delivery.Heard);
        }
        return answer;
    }
}
