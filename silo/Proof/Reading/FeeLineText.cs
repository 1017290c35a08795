namespace Gongji.Proof.Reading;

/// <summary>Says how the catalogue split the lines of a bill. The number and the code of a line are its sender's and
/// stand in brackets.</summary>
static class FeeLineText
{
    /// <param name="apart">Whether special examinations were decided apart: otherwise they are like all else.</param>
    public static IEnumerable<string> Of(FeeLines? lines, bool apart, Language language)
    {
        if (lines is null)
        {
            yield return language.Say(
                "费用明细不在账中，无法逐条说明分割。", "The fee lines are not in the journal: how each was split can't be told.");
            yield break;
        }
        foreach (var line in lines.Lines)
        {
            yield return line.Catalogue is { } version
                ? $"{Of(line, apart, language)}  [catalogue {version}]"
                : Of(line, apart, language) + language.Say(
                    "当日目录此后已变更，以上为当时分割。",
                    " The catalogue of that day was changed since; this is how the line was split then.");
        }
        if (!lines.AddUp)
        {
            yield return language.Say("费用明细之和与账单不符！", "The fee lines don't add up to the bill!");
        }
    }

    static string Of(SplitLine split, bool apart, Language language)
    {
        var (item, line) = split.Line;
        var what = string.Join(language.Say("，", ", "), Rules(split, apart, language));
        return language.Say(
            $"费用明细[{item.Number} {item.ItemCode}]{item.Total}元，{what}：全自费{line.OwnExpense}元，"
            + $"超限价{line.OverLimit}元，先行自付{line.FirstSelfPay}元，符合范围{line.InScope}元。",
            $"Fee line [{item.Number} {item.ItemCode}] of {item.Total} yuan, {what}: {line.OwnExpense} yuan own "
            + $"expense, {line.OverLimit} over the limit price, {line.FirstSelfPay} first self-payment, "
            + $"{line.InScope} in scope.");
    }

    /// <summary>What was said of the item, and how far it went.</summary>
    static IEnumerable<string> Rules(SplitLine split, bool apart, Language language)
    {
        var (item, line) = split.Line;
        yield return item.OwnExpense
            ? language.Say("机构标明未经医保审批[hosp_appr_flag 2]", "sent as not approved [hosp_appr_flag 2]")
            : ClassOf(split, language);
        if (line.Class == ItemClass.B)
        {
            var ratio = PercentText.Of(line.SelfPayRatio);
            yield return language.Say($"先行自付比例{ratio}", $"first self-payment {ratio}");
        }
        if (line.PriceLimit is { } limit)
        {
            yield return language.Say(
                $"限价{limit:0.00##}元×{item.Count:0.####}", $"limit {limit:0.00##} yuan × {item.Count:0.####}");
        }
        if (apart && line.SpecialExam == true)
        {
            yield return language.Say("特殊检查", "a special examination");
        }
        if (line.AccountBarred)
        {
            yield return language.Say("账户不得支付", "out of reach of accounts");
        }
    }

    static string ClassOf(SplitLine split, Language language) => split.Line.Split.Class switch
    {
        ItemClass.A => language.Say("甲类", "class A"),
        ItemClass.B => language.Say("乙类", "class B"),
        ItemClass.Own when split.Listed => language.Say("自费类", "class own expense"),
        ItemClass.Own => language.Say("不在目录内", "not in the catalogue"),
    };
}
