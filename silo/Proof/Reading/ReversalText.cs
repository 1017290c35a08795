using Gongji.Ledger.Books;
using Gongji.Ledger.People.Patient;

namespace Gongji.Proof.Reading;

/// <summary>Says by what a settlement was undone, and what came back to whom.</summary>
static class ReversalText
{
    public static IEnumerable<string> Of(Explanation found, Recorded recorded, Language language)
    {
        yield return $"{Undone(recorded.Operation, language)} {MomentText.Of(recorded.At)}";
        yield return $"{ActorText.Of(recorded.Operation, found.Around.Names, language)}  [{recorded.Operation?.Id}]";
        var back = string.Join(language.Say("，", ", "), Back(found, (Reversed)recorded.Event, language));
        yield return language.Say($"退回：{back}。", $"Given back: {back}.");
        foreach (var line in Now(found, (Reversed)recorded.Event, language))
        {
            yield return line;
        }
    }

    /// <summary>How the account stands then, and what counts no longer.</summary>
    static IEnumerable<string> Now(Explanation found, Reversed reversed, Language language)
    {
        if (reversed.Own.Length > 0)
        {
            yield return language.Say(
                $"个人账户退回后余额{reversed.BalanceAfter}元。",
                $"The own account holds {reversed.BalanceAfter} yuan after it.");
        }
        foreach (var (network, owed) in found.Owed)
        {
            var (chinese, english) = network is { } id
                ? ($"[{id}]的出资人此时", $" by the funder of [{id}]")
                : ("此时", "");
            yield return language.Say(
                $"{chinese}有待扣回款{owed}元，只由以后的入账扣回，冲正退回的款项不用于扣回。",
                $"{owed} yuan of credits taken back were owed then{english}; later credits pay that, reversals don't.");
        }
        string[] counted = [.. Counted(found.Settled, language)];
        if (counted.Length > 0)
        {
            var what = string.Join(language.Say("，", ", "), counted);
            yield return language.Say($"不再计入：{what}。", $"No longer counted: {what}.");
        }
    }

    static IEnumerable<string> Counted(Settled settled, Language language)
    {
        var deductible = settled.Layers.Sum(static layer => layer.Deductible);
        var capped = settled.Layers.Where(static layer => layer.CapLeft is not null).Sum(static layer => layer.Pays);
        var year = settled.Bill.AccountYear;
        if (!deductible.IsZero)
        {
            yield return language.Say($"起付标准{deductible}元", $"{deductible} yuan to the deductible");
        }
        if (!capped.IsZero)
        {
            yield return language.Say($"{year}年度限额{capped}元", $"{capped} yuan to the cap of {year}");
        }
        foreach (var part in settled.Aid)
        {
            yield return language.Say(
                $"家庭共济网[{part.Network}]的使用额{part.Amount}元", $"{part.Amount} yuan to what was used of [{part.Network}]");
        }
    }

    /// <summary>The interface has a word of its own for each way; an operation of it is named by institution,
    /// transaction and message.</summary>
    static string Undone(Operation? operation, Language language) => operation?.Id.Value.Split('/') switch
    {
        [_, "2208", _] => language.Say("结算撤销（2208）", "cancelled (2208)"),
        [_, "2103", _] => language.Say("药店结算撤销（2103）", "cancelled (2103)"),
        [_, "2601", _] => language.Say("冲正（2601）", "reversed (2601)"),
        _ => language.Say("已撤销", "reversed"),
    };

    static IEnumerable<string> Back(Explanation found, Reversed reversed, Language language)
    {
        var (pool, cash) = (found.Settled.PoolPay, found.Settled.Cash);
        if (!pool.IsZero)
        {
            yield return language.Say($"统筹基金{pool}元", $"to the pooled fund {pool} yuan");
        }
        foreach (var (year, amount, _) in reversed.Own)
        {
            yield return language.Say(
                $"个人账户{year}年度入账{amount}元", $"to the own account {amount} yuan of {year}");
        }
        foreach (var part in reversed.Aid)
        {
            yield return language.Say($"家庭共济[{part.Network}]{part.Amount}元", $"to the family aid [{part.Network}] "
                + $"{part.Amount} yuan") + (found.Returned.Contains(part.Network)
                    ? ""
                    : language.Say("（尚未到账）", " (on its way)"));
        }
        if (!cash.IsZero)
        {
            yield return language.Say($"现金{cash}元由机构退还", $"in cash by the institution {cash} yuan");
        }
    }
}
