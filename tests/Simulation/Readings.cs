using Gongji.People;
using Gongji.Tests.Simulation.Oracle;

namespace Gongji.Tests.Simulation;

/// <summary>What people and clerks look at.</summary>
sealed class Readings(Dice dice, IGrains grains, WorldTime time)
{
    /// <summary>A person as of a day, or all that ever moved in an account.</summary>
    public Request Next(OperationId id)
    {
        var person = dice.Pick(Population.People);
        return dice.Below(3) == 0
            ? Statement(id, person)
            : Look(id, person, ChinaTime.DayOf(time.GetUtcNow()).AddDays(-dice.Below(500)));
    }

    /// <summary>How a bill would be split.</summary>
    public Request PreSettle(OperationId id)
    {
        var (person, name) = (dice.Pick(Population.People), id.Value.Replace('/', '-'));
        var bill = Population.BillOf(person, $"V-{name}", ChinaTime.DayOf(time.GetUtcNow()), 8_000, 0, 2);
        var command = new Settle(Operation.Of(id, bill.Digest), SettlementId.Of($"S-{name}"), bill, UseAccount: true);
        return new Request(id, "ask")
        {
            Asks = (GrainKey.Person(person), new Quote(command)),
            Send = async () => Client.Unwrap(await grains.Person(person).PreSettle(command)),
        };
    }

    /// <summary>Everybody, and all that ever moved in everybody's account.</summary>
    public IEnumerable<Request> OfAll() => Population.People.SelectMany(person => (Request[])
    [
        Look(OperationId.Of($"last/{person}/look"), person, ChinaTime.DayOf(time.GetUtcNow())),
        Statement(OperationId.Of($"last/{person}/statement"), person),
    ]);

    Request Look(OperationId id, PersonNo person, DateOnly asOf) => new(id, "look")
    {
        Asks = (GrainKey.Person(person), new Look(asOf)),
        Send = async () => Client.Unwrap(await grains.Person(person).View(asOf)),
    };

    Request Statement(OperationId id, PersonNo person) => new(id, "look")
    {
        Asks = (GrainKey.Person(person), new AskStatement()),
        Send = async () => Client.Unwrap(
            await grains.Person(person).Statement(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
    };
}
