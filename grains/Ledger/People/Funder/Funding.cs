using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Policy.Areas;
using Gongji.Policy.Deciding;

namespace Gongji.Ledger.People.Funder;

/// <summary>Decides what a funder sets aside for relatives' settlements, pays and gets back.</summary>
static class Funding
{
    /// <summary>Chooses the parts of a hold, above the floor of the area.</summary>
    /// <param name="open">A hold of an earlier attempt, in whose place it stands.</param>
    public static Answer<HoldPlaced> Decide(
        Account account, EnrolmentState enrolment, Facts facts, Hold command, FundedHold? open = null)
    {
        var draw = command.Draw;
        if (enrolment.InsuranceOn(draw.ServiceDate) is not { } insurance)
        {
            return Refusal.Of(DrawRefusal.FunderNotEnrolled, "funder", "");
        }
        if (enrolment.LastEnded(facts.Today) >= command.BoundOn)
        {
            return Refusal.Of(
                DrawRefusal.FunderInsuranceEnded, "funder_status", $"{enrolment.EndedOn(facts.Today):O}");
        }
        if (account.Blocked is { } block)
        {
            var since = ChinaTime.DayOf(block.Since);
            return Refusal.Of(DrawRefusal.AccountBlocked, "funder", $"{since:O} {CamelCase.Of(block.Reason)}");
        }
        var policy = facts.Policies.For(insurance.Area, draw.ServiceDate);
        if (AidCheck.Refuses(
            policy, insurance, account.HoldsCredits, draw.Insurance, command.Relation, draw.Purpose) is { } refusal)
        {
            return refusal;
        }
        var (parts, bound) = Choose(account, policy!, draw, open);
        return parts.Length == 0
            ? Refusal.Of(DrawRefusal.NothingFree, "amount", draw.Amount.ToString()) with
            {
                Version = policy!.Version,
                Bound = bound,
            }
            : new HoldPlaced(
                draw.Settlement,
                draw.Attempt,
                command.Network,
                draw.Member,
                draw.Amount,
                parts,
                policy!.Version,
                bound,
                draw.Purpose,
                draw.ServiceDate,
                draw.DecidedBy);
    }

    /// <summary>Pays the first of what is held, as much as the settlement used.</summary>
    public static Answer<HoldCaptured> Decide(Facts facts, FundedHold? hold, Capture command)
    {
        if (hold is null || hold.Amount < command.Amount)
        {
            return Refusal.Of(DrawRefusal.NoSuchDraw, "settlement", command.Settlement.Value);
        }
        var parts = FirstOf(hold.Parts, command.Amount);
        var postings = Postings.Balanced(
        [
            .. parts.Select(part => Posting.Debit(Accounts.Lot(facts.Person, part.Purse, part.Year), part.Amount)),
            Posting.Credit(Accounts.AidInTransit(command.Network), command.Amount),
        ]);
        return new HoldCaptured(command.Settlement, command.Network, parts, postings);
    }

    /// <summary>Takes back what was captured, into the lots that it came from.</summary>
    public static HoldReturned Decide(Facts facts, HoldCaptured captured, Return command)
    {
        var postings = Postings.Balanced(
        [
            Posting.Debit(Accounts.AidInTransit(command.Network), command.Amount),
            .. captured.Parts.Select(part =>
                Posting.Credit(Accounts.Lot(facts.Person, part.Purse, part.Year), part.Amount)),
        ]);
        return new HoldReturned(command.Settlement, command.Network, captured.Parts, postings);
    }

    /// <summary>Whether a hold is of the attempt that will never commit, or of an earlier one.</summary>
    public static bool Frees(FundedHold? hold, Release command) =>
        hold?.Attempt <= command.Attempt && hold.Patient == command.Patient;

    /// <summary>Chooses what is held, and says what bounds it when that is less than is drawn.</summary>
    static (LotPart[] Parts, Bound? Bound) Choose(Account account, AreaPolicy policy, Draw draw, FundedHold? open)
    {
        var rules = policy.AidFor(draw.Insurance.Area)!;
        var free = account.Free + (open?.Amount ?? Money.Zero);
        var amount = Money.Min(draw.Amount, free.LessOrZero(rules.Floor));
        var year = draw.ServiceDate.Year;
        var parts = account.Choose(amount, lotYear => !rules.HistoricOnly || lotYear < year, open?.Parts);
        var sum = parts.Sum(static part => part.Amount);
        var why = rules.Floor.IsZero ? DrawReason.Balance : DrawReason.Floor;
        return sum == draw.Amount ? (parts, null)
            : sum == amount ? (parts, new Bound(why, free, rules.Floor))
            : (parts, new Bound(DrawReason.EarlierYears, sum, Money.Zero));
    }

    static LotPart[] FirstOf(LotPart[] parts, Money amount)
    {
        var first = new List<LotPart>(parts.Length);
        foreach (var part in parts)
        {
            var taken = Money.Min(part.Amount, amount);
            if (!taken.IsZero)
            {
                first.Add(part with { Amount = taken });
                amount -= taken;
            }
        }
        return [.. first];
    }
}
