using Gongji.Families;
using Gongji.Ledger.People;
using Gongji.People;

namespace Gongji.Journal.Life.Refs;

/// <summary>Calls one person by way of whatever carries the calls.</summary>
public class PersonRef(ICalls calls, PersonNo person) : IInsuredPerson
{
    readonly GrainKey _key = GrainKey.Person(person);

    public Task<Answer<Confirmation>> Enrol(Enrol command) => Ask(grain => grain.Enrol(command));

    public Task<Answer<Confirmation>> ChangeInsurance(ChangeInsurance command) =>
        Ask(grain => grain.ChangeInsurance(command));

    public Task<Answer<Confirmation>> Credit(CreditAccount command) => Ask(grain => grain.Credit(command));

    public Task<Answer<Confirmation>> OrderNetworks(OrderNetworks command) =>
        Ask(grain => grain.OrderNetworks(command));

    public Task<Answer<PersonView>> View(DateOnly asOf) => Ask(grain => grain.View(asOf));

    public Task<Answer<Statement>> Statement(DateTimeOffset from, DateTimeOffset to) =>
        Ask(grain => grain.Statement(from, to));

    public Task<OperationRecord> FindOperation(OperationId operation) => Ask(grain => grain.FindOperation(operation));

    public Task Attend() => Ask(async grain =>
    {
        await grain.Attend();
        return Done.It;
    });

    public Task<Answer<Receipt>> PreSettle(Settle command) => Ask(grain => grain.PreSettle(command));

    public Task<Answer<Receipt>> Settle(Settle command) => Ask(grain => grain.Settle(command));

    public Task<Answer<ReversalReceipt>> Reverse(Reverse command) => Ask(grain => grain.Reverse(command));

    public Task<Answer<ReversalReceipt>> ReverseOperation(ReverseOperation command) =>
        Ask(grain => grain.ReverseOperation(command));

    public Task<Answer<Receipt>> FindSettlement(SettlementId settlement) =>
        Ask(grain => grain.FindSettlement(settlement));

    public Task<Answer<Done>> VoidBills(VoidBills command) => Ask(grain => grain.VoidBills(command));

    public Task<Outcome> OutcomeOf(SettlementId settlement, int attempt, NetworkId network) =>
        Ask(grain => grain.OutcomeOf(settlement, attempt, network));

    public Task<Answer<Done>> JoinNetwork(NetworkId network, int? networksMax) =>
        Ask(grain => grain.JoinNetwork(network, networksMax));

    public Task<Answer<Done>> LeaveNetwork(NetworkId network) => Ask(grain => grain.LeaveNetwork(network));

    public Task<Standing> Standing(DateOnly day) => Ask(grain => grain.Standing(day));

    public Task<Answer<Held>> QuoteHold(Hold command) => Ask(grain => grain.QuoteHold(command));

    public Task<Answer<Held>> Hold(Hold command) => Ask(grain => grain.Hold(command));

    public Task<Answer<Done>> Capture(Capture command) => Ask(grain => grain.Capture(command));

    public Task<Answer<Done>> Release(Release command) => Ask(grain => grain.Release(command));

    public Task<Answer<Done>> Return(Return command) => Ask(grain => grain.Return(command));

    Task<T> Ask<T>(Func<InsuredPerson, Task<T>> call) => calls.Call(_key, call);
}
