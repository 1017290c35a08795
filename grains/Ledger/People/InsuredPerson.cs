using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.Ledger.People;

/// <summary>Insured person 参保人. Enrolment and readings; the parts as patient and as funder stand beside.</summary>
public partial class InsuredPerson(
    PersonNo person, Book<PersonState> book, IGrains grains, IPolicies policies, TimeProvider time) : IInsuredPerson
{
    /// <summary>The first year of which an account can hold credits: the scheme began in 1998.</summary>
    const int FirstCreditYear = 1998;

    PersonState State => book.State;

    public Task<Answer<Confirmation>> Enrol(Enrol command) =>
        InTurn(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<Confirmation>> ChangeInsurance(ChangeInsurance command) =>
        InTurn(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<Confirmation>> Credit(CreditAccount command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<Confirmation>> OrderNetworks(OrderNetworks command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<PersonView>> View(DateOnly asOf) =>
        Task.FromResult<Answer<PersonView>>(State.Person is null
            ? Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", person.Value)
            : new PersonView(
                person,
                State.InsuranceOn(asOf),
                State.SealedIdentity,
                State.Account.HistoricAsOf(asOf.Year),
                State.Account.CurrentAsOf(asOf.Year),
                State.Account.Held,
                [.. State.Account.Lots.Select(static lot => new LotView(lot.Year, lot.Balance, lot.Held))],
                new Dictionary<string, Money>(State.Counters),
                [.. State.Networks],
                [.. State.Holds.Values.Select(static hold => new HoldView(
                    hold.Settlement, hold.Attempt, hold.Network, hold.Patient, hold.Amount))]));

    public async Task<Answer<Statement>> Statement(DateTimeOffset from, DateTimeOffset to)
    {
        if (State.Person is null)
        {
            return Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", person.Value);
        }
        await book.Durable;
        return new Statement([.. await StatementLines.Of(person, book.ReadAll(), from, to)]);
    }

    public async Task<OperationRecord> FindOperation(OperationId operation)
    {
        var barred = State.BarredOperations.Contains(operation.Value);
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
            recorded.Event is Reversed ? await ReversalReceiptOf(recorded) : null);
    }

    public async Task Attend()
    {
        await book.EnsureCurrent();
        await AttendDeliveries();
        await AttendHolds();
    }

    /// <summary>What changes the own benefits waits until no settlement is being decided.</summary>
    Task<Answer<Recorded>> InTurn<TEvent>(Operation operation, Func<Answer<TEvent>> decide)
        where TEvent : class, IGrainEvent =>
        book.Once(operation, _benefits, () => book.Once(operation, decide));

    Answer<Enrolled> Decide(Enrol command) =>
        Refuses(command.Insurance) is { } refusal
            ? refusal
            : new Enrolled(person, command.Insurance, command.SealedIdentity);

    Answer<InsuranceChanged> Decide(ChangeInsurance command)
    {
        if (State.Person is null)
        {
            return Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", person.Value);
        }
        return Refuses(command.Insurance) is { } refusal ? refusal : new InsuranceChanged(command.Insurance);
    }

    Answer<Credited> Decide(CreditAccount command)
    {
        if (Refuses(command) is { } refusal)
        {
            return refusal;
        }
        var area = State.InsuranceOn(book.Today)!.Area;
        var postings = Postings.Balanced(
            Posting.Debit(Accounts.Contributions(area, command.Source), command.Amount),
            Posting.Credit(Accounts.Lot(person, command.Year), command.Amount));
        return new Credited(command.Amount, command.Year, command.Source, postings);
    }

    Answer<NetworksOrdered> Decide(OrderNetworks command) =>
        command.Networks.Length == State.Networks.Count && command.Networks.ToHashSet().SetEquals(State.Networks)
            ? new NetworksOrdered(command.Networks)
            : Refusal.Of(PersonRefusal.NetworksDiffer, "networks", string.Join(' ', command.Networks));

    Refusal? Refuses(Insurance insurance)
    {
        if (policies.For(insurance.Area, insurance.From > book.Today ? insurance.From : book.Today) is null)
        {
            return Refusal.Of(PersonRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        return State.Insurances.Count > 0 && State.Insurances[^1].From > insurance.From
            ? Refusal.Of(PersonRefusal.ChangeBeforeInsurance, "from", insurance.From.ToString("O"))
            : null;
    }

    Refusal? Refuses(CreditAccount command)
    {
        if (State.InsuranceOn(book.Today) is not { } insurance)
        {
            return Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", person.Value);
        }
        if (policies.For(insurance.Area, book.Today) is not { } policy)
        {
            return Refusal.Of(PersonRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        if (!policy.HasAccount(insurance.Kind))
        {
            return Refusal.Of(PersonRefusal.NoAccount, "kind", insurance.Kind.ToString());
        }
        if (command.Amount.IsZero)
        {
            return Refusal.Of(PersonRefusal.AmountIsZero, "amount", command.Amount.ToString());
        }
        if (command.Year < FirstCreditYear || command.Year > book.Today.Year)
        {
            return Refusal.Of(PersonRefusal.YearOutOfRange, "year", $"{command.Year}");
        }
        return command.Amount.Fen > Money.Largest.Fen - State.Account.Balance.Fen
            ? Refusal.Of(PersonRefusal.BalanceTooLarge, "amount", command.Amount.ToString())
            : null;
    }
}
