using System.Globalization;
using Gongji.Ledger.People.Patient;

namespace Gongji.Proof.Reading;

/// <summary>Says who paid how much of a settlement.</summary>
static class PayersText
{
    public static IEnumerable<string> Of(Explanation found, Language language)
    {
        var settled = found.Settled;
        yield return language.Say($"统筹基金{settled.PoolPay}元", $"pooled fund {settled.PoolPay} yuan");
        foreach (var line in Own(found, language))
        {
            yield return line;
        }
        foreach (var part in settled.Aid)
        {
            yield return language.Say(
                $"家庭共济[{part.Network}]{part.Amount}元", $"family aid [{part.Network}]: {part.Amount} yuan");
            foreach (var line in RelativeText.Of(part.Network, found, language))
            {
                yield return "  " + line;
            }
        }
        var cash = language.Say($"现金{settled.Cash}元", $"cash {settled.Cash} yuan");
        var barred = Most(settled) is { } most
            ? (settled.Bill.Amounts.Total - settled.PoolPay).LessOrZero(most)
            : Money.Zero;
        yield return !settled.UseAccount || barred.IsZero ? cash : cash + language.Say(
            $"，其中{barred}元任何账户不得支付", $", {barred} of it out of reach of any account");
    }

    /// <summary>What there was in an account that has too little: all of it is paid.</summary>
    public static string FreeOf(Reason reason, Settled settled, Language language)
    {
        var own = settled.Own.Sum(static part => part.Amount);
        return reason.Is(AccountReason.TooLittle)
            ? language.Say($"（可供支付{own}元）", $" It had {own} yuan that could pay.")
            : "";
    }

    static IEnumerable<string> Own(Explanation found, Language language)
    {
        var settled = found.Settled;
        foreach (var part in settled.Own)
        {
            yield return OfYear(part.Year.CompareTo(settled.Bill.AccountYear), $"{part.Year}", language)
                + language.Say($"{part.Amount}元", $": {part.Amount} yuan");
        }
        if (settled.Own.Length > 0 && ReachOf(settled, OwnScope) > ReachOf(settled, AidScope))
        {
            yield return language.Say(
                "个人账户先付家庭共济不能支付的部分。", "The own account pays first what family aid may not.");
        }
        if (settled.Own.Length > 0 && found.Around.OnlyKept)
        {
            yield return language.Say(
                "个人账户不再入账，支付的是以前的结余。", "No credits come into the account now: what it pays is left of before.");
        }
        if (ReachOf(settled, OwnScope) is not null || !settled.BalanceAfter.IsZero)
        {
            yield return language.Say(
                $"个人账户支付后余额{settled.BalanceAfter}元", $"the own account holds {settled.BalanceAfter} yuan after it");
        }
        if (found.Around.IsBlocked)
        {
            yield return language.Say("个人账户此时已停用。", "The own account was blocked then.");
        }
        if (!found.Around.Owed.IsZero)
        {
            yield return language.Say(
                $"此时有待扣回款{found.Around.Owed}元，只由以后的入账扣回，不影响本次支付。",
                $"{found.Around.Owed} yuan of credits taken back were owed then; only later credits pay that.");
        }
    }

    static string OfYear(int after, string year, Language language) => after switch
    {
        < 0 => language.Say($"个人账户历年结余（{year}年）", $"own account, historic surplus of {year}"),
        0 => language.Say($"个人账户当年（{year}年）", $"own account, current year {year}"),
        > 0 => language.Say(
            $"个人账户{year}年入账（就诊年度之后）", $"own account, credits of {year}, after the year of the service"),
    };

    static bool OwnScope(string rule) => rule is "payers.own_scope";

    static bool AidScope(string rule) => rule is "payers.aid_scope" or "payers.aid_pharmacy_scope";

    /// <summary>The most that accounts may pay together; null when no step says it.</summary>
    static Money? Most(Settled settled) => (ReachOf(settled, OwnScope), ReachOf(settled, AidScope)) switch
    {
        (null, null) => null,
        var (own, aid) => Money.Max(own ?? Money.Zero, aid ?? Money.Zero),
    };

    /// <summary>How far a payer may pay; null when it is none.</summary>
    static Money? ReachOf(Settled settled, Predicate<string> scope) => settled.Trace
        .Where(step => scope(step.Rule))
        .Select(static step => Money.TryFromYuan(decimal.Parse(step.Result, CultureInfo.InvariantCulture)))
        .FirstOrDefault();
}
