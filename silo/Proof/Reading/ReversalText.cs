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
        var own = reversed.Own.Sum(static part => part.Amount);
        if (!pool.IsZero)
        {
            yield return language.Say($"统筹基金{pool}元", $"to the pooled fund {pool} yuan");
        }
        if (!own.IsZero)
        {
            yield return language.Say($"个人账户{own}元", $"to the own account {own} yuan");
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
