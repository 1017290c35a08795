using System.Collections.Immutable;
using Gongji.People;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>How a bill is paid before relatives are asked. What the pool pays, and how far whom the plan lets pay, is
/// reckoned by the policy; all that follows from it is reckoned here.</summary>
sealed record Split(PersonPage Page, Settle Command, AreaPolicy Policy, Benefit Benefit, PaymentPlan Plan)
{
    public Part[] OwnFirst { get; private init; } = [];

    public long Pool => Benefit.PoolPay.Fen;

    public long Wanted => Plan.Order.Contains(PayerKind.FamilyAid)
        ? Math.Min(Plan.AidCeiling.Fen, Plan.AccountsCeiling.Fen - OwnFirst.Sum(static part => part.Fen))
        : 0;

    public bool AsksRelatives => Wanted > 0 && Page.Networks.Count > 0;

    /// <summary>Why a bill is not settled, or how it is.</summary>
    public static (Refusal? Refusal, Split? Split) Of(
        PersonPage page, Settle command, DateOnly today, IPolicies policies)
    {
        if (RefusesBill(page, command) is { } bad)
        {
            return (bad, null);
        }
        if (page.StandingFor(command.Bill.Visit, command.Bill.Batch) is { } standing)
        {
            return standing.Bill.Digest != command.Bill.Digest || standing.UseAccount != command.UseAccount
                ? (Refusal.Of(SettleRefusal.BatchSettledAlready, "setl_id", standing.Settlement.Value), null)
                : (null, null);
        }
        if (command.Otherwise is { } otherwise)
        {
            return (otherwise, null);
        }
        var day = command.Bill.To;
        if (day > today)
        {
            return (Refusal.Of(SettleRefusal.InTheFuture, "begntime", $"{day:O}"), null);
        }
        return RefusesInsurance(page, command.Bill, today, policies) is { } uninsured
            ? (uninsured, null)
            : Reckoned(page, command, policies);
    }

    static Refusal? RefusesBill(PersonPage page, Settle command)
    {
        var (bill, amounts) = (command.Bill, command.Bill.Amounts);
        if (!page.IsEnrolled)
        {
            return Refusal.Of(SettleRefusal.NotEnrolled, "psn_no", page.Person.Value);
        }
        if (bill.Person != page.Person)
        {
            return Refusal.Of(SettleRefusal.OtherPersonsBill, "mdtrt_id", bill.Visit.Value);
        }
        if (amounts.Total.Fen == 0)
        {
            return Refusal.Of(SettleRefusal.BillIsZero, "medfee_sumamt", "0.00");
        }
        var sum = amounts.OwnExpense.Fen + amounts.OverLimit.Fen + amounts.FirstSelfPay.Fen + amounts.InScope.Fen;
        if (sum != amounts.Total.Fen || amounts.AccountBarred > amounts.Total)
        {
            return Refusal.Of(SettleRefusal.BillDoesNotAddUp, "medfee_sumamt", amounts.Total.ToString());
        }
        return page.Voided.GetValueOrDefault((bill.Visit, bill.Batch)) >= bill.Seal
            ? Refusal.Of(SettleRefusal.BillVoid, "chrg_bchno", bill.Batch.Value)
            : null;
    }

    static Refusal? RefusesInsurance(PersonPage page, Bill bill, DateOnly today, IPolicies policies)
    {
        if (page.InsuredOn(bill.To) is not { } insurance)
        {
            return Refusal.Of(SettleRefusal.NotInsuredThen, "begntime", $"{bill.To:O}");
        }
        if (insurance.Status == InsuranceStatus.Ended)
        {
            return Refusal.Of(SettleRefusal.InsuranceNotNormal, "psn_insu_stas", "ended");
        }
        if (policies.For(insurance.Area, bill.To) is not { } policy)
        {
            return Refusal.Of(SettleRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        return bill.To < policy.SettlesFrom(today)
            ? Refusal.Of(SettleRefusal.TooLate, "begntime", $"{bill.To:O}")
            : null;
    }

    static (Refusal?, Split?) Reckoned(PersonPage page, Settle command, IPolicies policies)
    {
        if (command.UseAccount && page.Blocked is { Why: var why })
        {
            return (Refusal.Of(SettleRefusal.AccountBlocked, "acct_used_flag", CamelCase.Of(why)), null);
        }
        var bill = command.Bill;
        var insurance = page.InsuredOn(bill.To)!;
        var policy = policies.For(insurance.Area, bill.To)!;
        var benefit = Benefits.Assess(policy, insurance, bill, UsedBy(page));
        if (benefit.IsRefused)
        {
            return (benefit.Refusal, null);
        }
        var plan = Payers.Plan(policy, insurance, bill, benefit.Value, command.UseAccount, page.Purse.There > 0);
        var split = new Split(page, command, policy, benefit.Value, plan);
        return (null, split with { OwnFirst = split.Own(page.Purse, plan.Order.TakeWhile(IsOwn), 0, 0) });
    }

    static Counters UsedBy(PersonPage page) => new()
    {
        Items = [.. page.Used.Select(static used => new CounterUse(used.Key, new Quantity(used.Value, Unit.Fen)))],
    };

    /// <summary>The whole of it, once it is known what relatives give and what is in the account by then.</summary>
    public Booked With(PersonPage now, OperationId by, ImmutableArray<Share> shares)
    {
        var (aid, first) = (shares.Sum(static share => share.Fen), OwnFirst.Sum(static part => part.Fen));
        var after = Plan.Order.SkipWhile(IsOwn).Where(IsOwn);
        ImmutableArray<Part> own = [.. OwnFirst, .. Own(now.Purse, after, first, aid)];
        var paid = own.Sum(static part => part.Fen);
        return new Booked(
            Command.Settlement,
            by,
            Command.Bill,
            Command.UseAccount,
            Pool,
            [.. Benefit.Uses.Select(static use => (use.Counter, use.Used.In(Unit.Fen)))],
            own,
            shares,
            Command.Bill.Amounts.Total.Fen - Pool - paid - aid,
            Math.Max(0, now.Purse.There - paid),
            Page.EqualTo(Command.Bill));
    }

    Part[] Own(Purse purse, IEnumerable<PayerKind> payers, long paid, long aid)
    {
        var (parts, year) = (new List<Part>(), Command.Bill.To.Year);
        foreach (var payer in payers)
        {
            var most = Math.Min(Plan.AccountsCeiling.Fen - paid - aid, Math.Max(0, Plan.OwnCeiling.Fen - paid));
            var some = purse.Pay(
                most,
                of => payer == PayerKind.OwnHistoric ? of < year : of >= year);
            parts.AddRange(some);
            paid += some.Sum(static part => part.Fen);
        }
        return [.. parts];
    }

    static bool IsOwn(PayerKind payer) => payer != PayerKind.FamilyAid;
}
