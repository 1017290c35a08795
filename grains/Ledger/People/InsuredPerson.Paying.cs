using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Payers;

namespace Gongji.Ledger.People;

// How the person's part of a bill is paid: own account, relatives' accounts, cash, in the order of the area.
public partial class InsuredPerson
{
    /// <summary>After this long without an answer of a relative's side the settlement is given up, nothing
    /// booked.</summary>
    internal static readonly TimeSpan AidDeadline = TimeSpan.FromSeconds(5);

    /// <summary>What is decided before anybody is asked for aid.</summary>
    sealed class Decision(Insurance insurance, Benefit benefit, PaymentPlan plan, int year)
    {
        public Insurance Insurance { get; } = insurance;

        public Benefit Benefit { get; } = benefit;

        public PaymentPlan Plan { get; } = plan;

        public int Year { get; } = year;

        public List<LotPart> Own { get; } = [];

        public IEnumerable<PayerKind> BeforeAid => Plan.Order.TakeWhile(static payer => payer != PayerKind.FamilyAid);

        public IEnumerable<PayerKind> AfterAid =>
            Plan.Order.SkipWhile(static payer => payer != PayerKind.FamilyAid).Skip(1);

        public Money OwnSum => Own.Sum(static part => part.Amount);

        /// <summary>What aid is asked for.</summary>
        public Money AidWanted => Plan.Order.Contains(PayerKind.FamilyAid)
            ? Money.Min(Plan.AidCeiling, Plan.AccountsCeiling - OwnSum)
            : Money.Zero;
    }

    Answer<Decision> Decide(Settle command)
    {
        var bill = command.Bill;
        if (State.InsuranceOn(bill.ServiceDate) is not { } insurance)
        {
            return Refusal.Of(SettleRefusal.NotInsuredThen, "begntime", bill.ServiceDate.ToString("O"));
        }
        if (insurance.Status != InsuranceStatus.Normal)
        {
            return Refusal.Of(SettleRefusal.InsuranceNotNormal, "psn_insu_stas", insurance.Status.ToString());
        }
        if (policies.For(insurance.Area, bill.ServiceDate) is not { } policy)
        {
            return Refusal.Of(SettleRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        var benefit = Benefits.Assess(policy, insurance, bill, State.Counter);
        if (benefit.IsRefused)
        {
            return benefit.Refusal;
        }
        var plan = Payers.Plan(policy, insurance, bill, benefit.Value, command.UseAccount);
        return new Decision(insurance, benefit.Value, plan, bill.ServiceDate.Year);
    }

    async Task<Answer<Recorded>> Pay(Settle command, Decision decision)
    {
        decision.Own.AddRange(ChooseOwn(decision, decision.BeforeAid));
        var drawn = new AidDrawn(State.BarredAttempt(command.Settlement) + 1, [], [], Short: false);
        if (!decision.AidWanted.IsZero && State.Networks.Count > 0)
        {
            LotPart[] aside = [.. decision.Own];
            State.Account.SetAside(aside);
            _deciding = command.Settlement;
            try
            {
                var asked = await DrawAid(command, decision);
                if (asked.IsRefused)
                {
                    return asked.Refusal;
                }
                drawn = asked.Value;
            }
            finally
            {
                _deciding = null;
                State.Account.PutBack(aside);
            }
        }
        var settled = book.Record(command.Operation, Compose(command, decision, drawn, drawn.Attempt));
        _ = AttendDeliveries();
        return settled;
    }

    /// <summary>Chooses what the own account pays, of what is still to be paid.</summary>
    List<LotPart> ChooseOwn(Decision decision, IEnumerable<PayerKind> payers, Money aid = default)
    {
        var own = new List<LotPart>();
        foreach (var payer in payers)
        {
            var paid = decision.OwnSum + own.Sum(static part => part.Amount);
            var most = Money.Min(
                decision.Plan.AccountsCeiling - paid - aid, decision.Plan.OwnCeiling.LessOrZero(paid));
            own.AddRange(State.Account.Choose(most, year => payer switch
            {
                PayerKind.OwnHistoric => year < decision.Year,
                PayerKind.OwnCurrent => year >= decision.Year,
                PayerKind.FamilyAid => throw new InvalidOperationException("networks are asked for aid, not accounts"),
            }));
        }
        return own;
    }

    Settled Compose(Settle command, Decision decision, AidDrawn drawn, int attempt)
    {
        decision.Own.AddRange(ChooseOwn(decision, decision.AfterAid, drawn.Sum));
        var bill = command.Bill;
        var benefit = decision.Benefit;
        var cash = benefit.PersonPart - decision.OwnSum - drawn.Sum;
        var postings = Postings.Balanced(
        [
            Posting.Debit(Accounts.Fund(decision.Insurance.Area, benefit.Fund), benefit.PoolPay),
            .. decision.Own.Select(part => Posting.Debit(Accounts.Lot(person, part.Year), part.Amount)),
            .. drawn.Parts.Select(aid => Posting.Debit(Accounts.AidInTransit(aid.Network), aid.Amount)),
            Posting.Debit(Accounts.Cash(bill.Institution.Code), cash),
            Posting.Credit(Accounts.Receivable(bill.Institution.Code), bill.Amounts.Total),
        ]);
        return new Settled(
            command.Settlement,
            attempt,
            bill,
            decision.Insurance,
            command.UseAccount,
            benefit.PolicyVersion,
            benefit.Fund,
            benefit.PoolPay,
            benefit.Ratio,
            benefit.Deductible,
            benefit.DeductibleLeft,
            benefit.Uses,
            [.. decision.Own],
            [.. drawn.Parts],
            cash,
            // A quote may be overtaken by a settlement while networks answer; money that is set aside is not.
            State.Account.Balance.LessOrZero(decision.OwnSum),
            postings,
            [.. benefit.Trace, .. decision.Plan.Trace, .. drawn.Trace],
            benefit.CapLeft);
    }
}
