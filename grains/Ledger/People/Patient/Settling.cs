using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;
using Gongji.Policy.Deciding;
using Gongji.Policy.Payers;

namespace Gongji.Ledger.People.Patient;

/// <summary>Decides how a bill is paid: by pool, own account, relatives and cash, in the order of the area.</summary>
static class Settling
{
    /// <summary>What pool and own account pay before anybody is asked for aid.</summary>
    public static Answer<Decision> Decide(
        PatientState state, EnrolmentState enrolment, Account account, Facts facts, Settle command)
    {
        if (command.Otherwise is { } otherwise)
        {
            return otherwise;
        }
        var bill = command.Bill;
        if (bill.To > facts.Today)
        {
            return Refusal.Of(SettleRefusal.InTheFuture, "begntime", bill.To.ToString("O"));
        }
        if (enrolment.InsuranceOn(bill.RulesOf) is not { } insurance)
        {
            return Refusal.Of(SettleRefusal.NotInsuredThen, "begntime", bill.RulesOf.ToString("O"));
        }
        if (insurance.Status == InsuranceStatus.Ended)
        {
            return Refusal.Of(SettleRefusal.InsuranceNotNormal, "psn_insu_stas", CamelCase.Of(insurance.Status));
        }
        if (facts.Policies.For(insurance.Area, bill.RulesOf) is not { } policy)
        {
            return Refusal.Of(SettleRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        if (bill.To < policy.SettlesFrom(facts.Today))
        {
            return Refusal.Of(SettleRefusal.TooLate, "begntime", bill.To.ToString("O"));
        }
        if (RefusesAccount(account, command) is { } blocked)
        {
            return blocked;
        }
        var benefit = Benefits.Assess(policy, insurance, bill, state.Used);
        if (benefit.IsRefused)
        {
            return benefit.Refusal;
        }
        var held = account.HoldsCredits;
        var plan = Payers.Plan(policy, insurance, bill, benefit.Value, command.UseAccount, held);
        var decision = new Decision(insurance, benefit.Value, plan, bill.AccountYear, held);
        decision.Own.AddRange(ChooseOwn(account, decision, decision.BeforeAid));
        return decision;
    }

    /// <summary>The whole settlement, once it is known what relatives pay. The account may have been blocked while they
    /// were asked, and the same lines settled for another visit.</summary>
    public static Answer<Settled> Compose(
        PatientState state, Account account, Facts facts, Settle command, Decision decision, AidDrawn aid) =>
        RefusesAccount(account, command) is { } blocked
            ? blocked
            : Whole(account, facts, command, decision, aid) with { EqualTo = state.EqualTo(command.Bill) };

    static Refusal? RefusesAccount(Account account, Settle command) =>
        command.UseAccount && account.Blocked is { } block
            ? Refusal.Of(SettleRefusal.AccountBlocked, "acct_used_flag", CamelCase.Of(block.Reason))
            : null;

    static Settled Whole(Account account, Facts facts, Settle command, Decision decision, AidDrawn aid)
    {
        decision.Own.AddRange(ChooseOwn(account, decision, decision.AfterAid, aid.Sum));
        var bill = command.Bill;
        var benefit = decision.Benefit;
        var cash = benefit.PersonPart - decision.OwnSum - aid.Sum;
        var postings = Postings.Balanced(
        [
            .. benefit.Layers.Select(layer =>
                Posting.Debit(Accounts.Fund(decision.Insurance.Area, layer.Fund), layer.Pays)),
            .. decision.Own.Select(part =>
                Posting.Debit(Accounts.Lot(facts.Person, part.Purse, part.Year), part.Amount)),
            .. aid.Parts.Select(part => Posting.Debit(Accounts.AidInTransit(part.Network), part.Amount)),
            Posting.Debit(Accounts.Cash(bill.Institution.Code), cash),
            Posting.Credit(Accounts.Receivable(bill.Institution.Code), bill.Amounts.Total),
        ]);
        var shownBy = Steps.ShownBy(command.ShownBy);
        var trace = Steps.Of(benefit, decision.Plan, shownBy, aid.Heard);
        return new Settled(
            command.Settlement,
            aid.Attempt,
            bill,
            decision.Insurance,
            command.UseAccount,
            benefit.PolicyVersion,
            decision.HeldCredits,
            shownBy,
            benefit.Layers,
            benefit.Counters,
            [.. decision.Own],
            [.. aid.Heard],
            cash,
            // A quote may be overtaken by a settlement while networks answer; money that is set aside is not.
            account.Balance.LessOrZero(decision.OwnSum),
            postings,
            Steps.DigestOf(trace),
            [.. benefit.Reasons, .. decision.Plan.Reasons, .. Short(decision, aid), .. aid.Reasons])
        {
            Trace = trace,
        };
    }

    /// <summary>Says so when the own account leaves to payers behind it what it might have paid. Aid that pays before
    /// the account does leaves less for it.</summary>
    static Reason[] Short(Decision decision, AidDrawn aid)
    {
        var before = decision.AfterAid.Any() ? aid.Sum : Money.Zero;
        var most = Money.Min(decision.Plan.OwnCeiling, decision.Plan.AccountsCeiling.LessOrZero(before));
        return decision.OwnSum < most ? [Reason.Of(AccountReason.TooLittle)] : [];
    }

    /// <summary>Chooses what the own account pays, of what is still to be paid.</summary>
    static List<LotPart> ChooseOwn(
        Account account, Decision decision, IEnumerable<PayerKind> payers, Money aid = default)
    {
        var own = new List<LotPart>();
        foreach (var payer in payers)
        {
            var paid = decision.OwnSum + own.Sum(static part => part.Amount);
            var most = Money.Min(
                decision.Plan.AccountsCeiling - paid - aid, decision.Plan.OwnCeiling.LessOrZero(paid));
            own.AddRange(account.Choose(most, year => payer switch
            {
                PayerKind.OwnHistoric => year < decision.Year,
                PayerKind.OwnCurrent => year >= decision.Year,
                PayerKind.FamilyAid => throw new InvalidOperationException("networks are asked for aid, not accounts"),
            }));
        }
        return own;
    }
}
