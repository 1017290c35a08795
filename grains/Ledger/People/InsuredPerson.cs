using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.Ledger.People;

/// <summary>Insured person 参保人. Puts the roles together: each decides for itself, here is who is asked and when.
/// Enrolment, account and readings; what patient and funder do with other grains stands beside.</summary>
public partial class InsuredPerson(
    PersonNo person, Book<PersonState> book, IGrains grains, IPolicies policies, TimeProvider time) : IInsuredPerson
{
    /// <summary>Whatever changes the own benefits passes one at a time: the split that was decided is still true when
    /// it is recorded, though aid is asked for in between.</summary>
    readonly Turnstile _benefits = new();

    readonly Courier _courier = new(
        grains, () => book.State.Commits.Outbox, () => book.Durable, heard => book.Record(heard));

    PersonState State => book.State;

    Facts Facts => new(person, book.Today, policies);

    public Task<Answer<Confirmation>> Enrol(Enrol command) =>
        InTurn(command.Operation, () => Enrolling.Decide(State.Enrolment, Facts, command)).Confirmed();

    public Task<Answer<Confirmation>> ChangeInsurance(ChangeInsurance command) =>
        InTurn(command.Operation, () => Enrolling.Decide(State.Enrolment, Facts, command)).Confirmed();

    public Task<Answer<Confirmation>> BlockAccount(BlockAccount command) => book.Once(
        command.Operation, () => Blocking.Decide(State.Enrolment, Facts, command)).Confirmed();

    public Task<Answer<Confirmation>> UnblockAccount(UnblockAccount command) => book.Once(
        command.Operation, () => Blocking.Decide(State.Account, State.Enrolment, Facts)).Confirmed();

    public Task<Answer<Confirmation>> OrderNetworks(OrderNetworks command) =>
        book.Once(command.Operation, () => Enrolling.Decide(State.Enrolment, command)).Confirmed();

    public Task<Answer<Done>> JoinNetwork(NetworkId network, int? networksMax, int binding) =>
        Task.FromResult(Join(network, networksMax, binding));

    public Task<Answer<Done>> LeaveNetwork(NetworkId network, bool wasMember, int binding)
    {
        if (Enrolling.Leave(State.Enrolment, network, wasMember, binding) is { } left)
        {
            book.Record(left);
        }
        return Task.FromResult<Answer<Done>>(Done.It);
    }

    public Task<Answer<PersonView>> View(DateOnly asOf) => Task.FromResult<Answer<PersonView>>(
        Enrolling.RefusesStranger(State.Enrolment, Facts) is { } refusal
            ? refusal
            : new PersonView(
                person,
                State.Enrolment.InsuranceOn(asOf),
                State.Enrolment.SealedIdentity,
                State.Account.HistoricAsOf(asOf.Year),
                State.Account.CurrentAsOf(asOf.Year),
                State.Account.Held,
                [.. State.Account.OwnLots.Select(static lot => new LotView(lot.Year, lot.Balance, lot.Held))],
                State.Patient.Used.Items,
                [.. State.Enrolment.Networks],
                [.. State.Funder.Holds.Values.Select(static hold => new HoldView(
                    hold.Settlement, hold.Attempt, hold.Network, hold.Patient, hold.Amount))],
                State.Account.Blocked,
                State.Account.Owed,
                [.. State.Viewer.Viewed]));

    public async Task<Answer<Statement>> Statement(DateTimeOffset from, DateTimeOffset to)
    {
        if (Enrolling.RefusesStranger(State.Enrolment, Facts) is { } refusal)
        {
            return refusal;
        }
        await book.Durable;
        var lines = new StatementLines(person);
        return new Statement(await book.ReadAll()
            .Select(lines.Next)
            .OfType<StatementLine>()
            .Where(line => line.At >= from && line.At < to)
            .ToArrayAsync());
    }

    public async Task<OperationRecord> FindOperation(OperationId operation)
    {
        var barred = State.Bars(operation);
        if (book.Operations.Find(operation.Value) is not { } sequence)
        {
            return new OperationRecord(operation, Known: barred, barred, null, null, null);
        }
        var recorded = await book.EventAt(sequence);
        return new OperationRecord(
            operation,
            Known: true,
            barred,
            recorded.Operation!.Digest,
            await SettledBehind(recorded) is { } settled ? Receipts.Of(settled, IsReversed(settled)) : null,
            await ReversalBehind(recorded) is { } reversal ? await ReversalReceiptOf(reversal) : null,
            await book.RefusesUndone(recorded),
            recorded.Operation.By);
    }

    public Task Attend() => Task.WhenAll(_courier.Deliver(), AttendHolds());

    Answer<Done> Join(NetworkId network, int? networksMax, int binding)
    {
        if (State.Enrolment.HasHeardOf(network, binding))
        {
            return Done.It;
        }
        if (Enrolling.RefusesToJoin(State.Enrolment, Facts, network, networksMax) is { } refusal)
        {
            return refusal;
        }
        book.Record(new NetworkJoined(network, binding));
        return Done.It;
    }

    Task<Answer<Recorded>> InTurn<TEvent>(Operation operation, Func<Answer<TEvent>> decide)
        where TEvent : class, IGrainEvent =>
        book.Once<TEvent>(operation, _benefits, () => book.Once(operation, decide));
}
