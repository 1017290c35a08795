using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Ledger.People;

// What comes into the own account, and what of it is taken back.
public partial class InsuredPerson
{
    public Task<Answer<Confirmation>> Credit(CreditAccount command) => book.Once(
        command.Operation,
        () => Crediting.Decide(State.Account, State.Enrolment, Facts, command)).Confirmed();

    /// <summary>In turn: what a settlement under way takes is known before it is said what is there.</summary>
    public Task<Answer<Confirmation>> TakeBackCredit(TakeBackCredit command) => book.Once<CreditTakenBack>(
        command.Operation, _benefits, () => book.Once(
            command.Operation,
            () => StandingCredit(command.Credit),
            credited => TakingBack.Decide(State.Account, Facts, (Credited)credited.Event, command))).Confirmed();

    /// <summary>A credit that was not taken back yet.</summary>
    async Task<Answer<Recorded>> StandingCredit(OperationId credit)
    {
        if (Enrolling.RefusesStranger(State.Enrolment, Facts) is { } stranger)
        {
            return stranger;
        }
        if (State.Account.TakenBack.Find(credit.Value) is { } taken)
        {
            var earlier = await book.EventAt(taken);
            return Refusal.Of(PersonRefusal.CreditTakenBackAlready, "credit", earlier.Operation!.Id.Value);
        }
        return book.Operations.Find(credit.Value) is { } sequence
            && await book.EventAt(sequence) is { Event: Credited } credited
                ? credited
                : Refusal.Of(PersonRefusal.NoSuchCredit, "credit", credit.Value);
    }
}
