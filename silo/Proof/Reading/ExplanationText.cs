namespace Gongji.Proof.Reading;

/// <summary>Tells a settlement from start to end: what was billed, how it was decided, who paid what, and why a payer
/// did not.</summary>
public static class ExplanationText
{
    /// <summary>One line after the other, without personal data but the ids of networks.</summary>
    public static IEnumerable<string> Of(Explanation found, Language language)
    {
        string Say(string chinese, string english) => language.Say(chinese, english);
        var settled = found.Settled;
        var bill = settled.Bill;
        yield return $"{settled.Settlement}  {MomentText.Of(found.At)}  {bill.Institution.Code}  "
            + $"{Say("总额", "total")} {bill.Amounts.Total}";
        yield return $"  {ActorText.Of(found.Operation, language)}  [{found.Operation.Id}]";
        yield return "  " + Insured(settled.Insurance, language) + " " + Care(bill, language);
        foreach (var step in settled.Trace)
        {
            yield return $"  {TraceText.Of(step, language)}  [{$"{step.Rule} {step.Version}".TrimEnd()}]";
            if (Unpaid(found, step) is { } binding)
            {
                yield return "    " + BindingText.Of(binding, language);
            }
        }
        foreach (var paid in Payers(found, language))
        {
            yield return paid;
        }
        foreach (var reason in settled.Reasons)
        {
            var network = reason.Network is { } id ? $" {id}" : "";
            yield return $"  {Say("原因", "reason")}{network}: {TraceText.Why(reason.Code, language)}  [{reason.Code}]";
        }
        if (settled.EqualTo is { } equal)
        {
            yield return "  " + language.Say(
                $"与当时有效的结算内容相同，请核对是否重复  [{equal}]",
                $"equal to a settlement that stood then: one of the two may be a mistake  [{equal}]");
        }
        if (found.Reversed is { } reversed)
        {
            yield return $"  {Say("已撤销", "reversed")} {MomentText.Of(reversed.At)}";
            yield return $"  {ActorText.Of(reversed.Operation, language)}  [{reversed.Operation?.Id}]";
        }
        yield return found.Replayed switch
        {
            Replayed.SameFen => Say("按同一规则重算，分毫不差。", "Decided again by the same rules: the same fen."),
            Replayed.RulesChanged => Say(
                "当日规则此后已变更，无法重算；以上为当时记录。",
                "The rules of that day were changed since; this is what was recorded then."),
            Replayed.Differs => Say("重算结果与记录不符！", "Decided again, it differs from what is recorded!"),
        };
    }

    /// <summary>Who was asked and pays nothing; who pays is told of among the payers.</summary>
    static NetworkBinding? Unpaid(Explanation found, TraceStep draw) => found.Bindings
        .Where(binding => draw.Input.Split(' ').Contains($"network={binding.Key}"))
        .Where(binding => !found.Settled.Aid.Any(part => part.Network == binding.Key))
        .Select(static binding => binding.Value)
        .FirstOrDefault();

    static IEnumerable<string> Payers(Explanation found, Language language)
    {
        string Say(string chinese, string english) => language.Say(chinese, english);
        var settled = found.Settled;
        yield return $"  {Say("统筹基金", "pooled fund")} {settled.PoolPay}";
        foreach (var part in settled.Own)
        {
            yield return $"  {Say("个人账户", "own account")} {part.Year}: {part.Amount}";
        }
        if (settled.UseAccount)
        {
            yield return "  " + Say(
                $"个人账户支付后余额{settled.BalanceAfter}元", $"the own account holds {settled.BalanceAfter} after it");
        }
        foreach (var part in settled.Aid)
        {
            yield return $"  {Say("家庭共济", "family aid")} {part.Network}: {part.Amount}";
            if (found.Bindings.GetValueOrDefault(part.Network) is { } binding)
            {
                yield return "    " + BindingText.Of(binding, language);
            }
        }
        yield return $"  {Say("现金", "cash")} {settled.Cash}";
    }

    static string Insured(Insurance insurance, Language language)
    {
        var kind = insurance.Kind switch
        {
            PersonKind.Active => language.Say("在职职工", "an employee at work"),
            PersonKind.Retired => language.Say("退休职工", "a retired employee"),
            PersonKind.Flexible => language.Say("灵活就业人员", "a flexible worker"),
            PersonKind.Resident => language.Say("城乡居民", "a resident"),
        };
        var status = insurance.Status switch
        {
            InsuranceStatus.Normal => language.Say("正常参保", "normal"),
            InsuranceStatus.Suspended => language.Say("暂停参保", "suspended"),
            InsuranceStatus.Ended => language.Say("终止参保", "ended"),
        };
        var mode = insurance.AccountMode switch
        {
            AccountMode.WithAccount => language.Say("，统账结合", ", paid for with an own account"),
            AccountMode.PoolOnly => language.Say("，单建统筹", ", paid for the pooled fund alone"),
            null => "",
        };
        var retiredFrom = insurance.RetireeGroup switch
        {
            RetireeGroup.Public => language.Say("（行政事业单位）", " of a public institution"),
            RetireeGroup.Enterprise => language.Say("（企业，含灵活就业）", " of an enterprise or flexible work"),
            null => "",
        };
        return language.Say(
            $"参保地{insurance.Area}，{kind}{retiredFrom}，{status}{mode}。",
            $"Insured in {insurance.Area} as {kind}{retiredFrom}, {status}{mode}.");
    }

    static string Care(Bill bill, Language language)
    {
        var care = bill.Care switch
        {
            CareKind.Outpatient => language.Say("门诊", "Outpatient care"),
            CareKind.Pharmacy => language.Say("药店购药", "Purchase at a pharmacy"),
        };
        var institution = bill.Institution;
        var level = institution.Level == 0
            ? ""
            : language.Say($"，{institution.Level}级", $", level {institution.Level}");
        var amounts = bill.Amounts;
        return language.Say(
            $"{bill.ServiceDate:yyyy-MM-dd}{care}，机构所在地{institution.Area}{level}。"
            + $"全自费{amounts.OwnExpense}元，超限价{amounts.OverLimit}元，先行自付{amounts.FirstSelfPay}元，"
            + $"符合范围{amounts.InScope}元。",
            $"{care} on {bill.ServiceDate:yyyy-MM-dd} in {institution.Area}{level}: {amounts.OwnExpense} yuan own "
            + $"expense, {amounts.OverLimit} over the limit price, {amounts.FirstSelfPay} first self-payment, "
            + $"{amounts.InScope} in scope.");
    }
}
