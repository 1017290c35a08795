using Gongji.People;
using Gongji.Tests.Simulation.Oracle;

namespace Gongji.Tests.Simulation;

/// <summary>What people and clerks look at.</summary>
sealed class Readings(Dice dice, IGrains grains, WorldTime time, List<Request> history)
{
    /// <summary>A person as of a day, all that ever moved in an account, or what became of an operation.</summary>
    public Request Next(OperationId id)
    {
        var person = dice.Pick(Population.People);
        return dice.Below(6) switch
        {
            < 2 when history.Find(static request => request.What is not ("ask" or "look")) is not null =>
                Find(id, person),
            < 4 => Statement(id, person),
            _ => Look(id, person, ChinaTime.DayOf(time.GetUtcNow()).AddDays(-dice.Below(500))),
        };
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

    /// <summary>An operation of whoever was asked before, or of one that it may not be of.</summary>
    Request Find(OperationId id, PersonNo stranger)
    {
        var asked = dice.Pick([.. history.Where(static request => request.What is not ("ask" or "look"))]);
        var person = asked switch
        {
            { Answer: Receipt receipt } => receipt.Bill.Person,
            { Asks: { About: { Kind: GrainKind.Person } about } } => PersonNo.Of(about.Id),
            _ => stranger,
        };
        return new Request(id, "look")
        {
            Asks = (GrainKey.Person(person), new Find(asked.Operation)),
            Send = async () => await grains.Person(person).FindOperation(asked.Operation),
        };
    }

    Request Statement(OperationId id, PersonNo person) => new(id, "look")
    {
        Asks = (GrainKey.Person(person), new AskStatement()),
        Send = async () => Client.Unwrap(
            await grains.Person(person).Statement(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
    };
}
