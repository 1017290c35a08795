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
        yield return First(found, language);
        var names = found.Around.Names;
        yield return $"  {ActorText.Of(found.Operation, names, language)}  [{found.Operation.Id}]";
        yield return "  " + FactsText.Insured(settled.Insurance, names, language) + Say("", " ")
            + FactsText.Care(settled.Bill, names, language);
        var apart = settled.Trace.Any(TraceText.IsOfExams);
        foreach (var line in FeeLineText.Of(found.Around.Lines, apart, language).Concat(Trace(found, language)))
        {
            yield return "  " + line;
        }
        foreach (var paid in PayersText.Of(found, language))
        {
            yield return "  " + paid;
        }
        foreach (var reason in Reasons(found, language))
        {
            yield return "  " + reason;
        }
        foreach (var equal in found.Equal)
        {
            yield return $"  {EqualText(equal, language)}  [{equal.Settlement}]";
        }
        if (found.Reversed is { } reversed)
        {
            foreach (var line in ReversalText.Of(found, reversed, language))
            {
                yield return "  " + line;
            }
        }
        yield return found.Replayed switch
        {
            Replayed.SameFen => Say(
                $"按同一规则重算，分毫不差，步骤相同。  [{settled.PolicyVersion} {settled.TraceDigest}]",
                "Decided again by the same rules: the same fen, by the same steps."
                + $"  [{settled.PolicyVersion} {settled.TraceDigest}]"),
            Replayed.RulesChanged => Say(
                "当日规则此后已变更，账中亦未留存，无法重算；以上为当时记录。",
                "The rules of that day were changed since, and the journal does not keep them: this is what was "
                + "recorded then, without the steps that the rules tell."),
            Replayed.NotKept => Say(
                "该笔由以前版本入账，只留存了步骤，无法重算；以上为当时记录。",
                "An earlier version booked it and kept the steps alone, so it can't be decided again: this is what was "
                + "recorded then."),
            Replayed.Differs => Say("重算结果与记录不符！", "Decided again, it differs from what is recorded!"),
        };
    }

    static string EqualText(EqualSettlement equal, Language language) => equal.Undone is { } at
        ? language.Say(
            $"与当时有效的结算内容相同，该结算已于{MomentText.Of(at)}撤销。",
            $"Equal to a settlement that stood then and was undone since, at {MomentText.Of(at)}.")
        : language.Say(
            "与当时有效的结算内容相同，请核对是否重复。", "Equal to a settlement that stood then: one of the two may be a mistake.");

    static string First(Explanation found, Language language)
    {
        var bill = found.Settled.Bill;
        var (at, person) = (MomentText.Of(found.At), PersonText.Of(found.Person));
        return $"{found.Settled.Settlement}  {language.Say($"结算时间{at}", $"settled {at}")}  "
            + $"{language.Say($"参保人{person}", $"person {person}")}  {found.Around.Names.Of(bill.Institution.Code)}  "
            + language.Say($"总额{bill.Amounts.Total}元", $"total {bill.Amounts.Total} yuan")
            + (found.Reversed is null ? "" : language.Say("  （此后已撤销，见下）", "  (undone since, see below)"));
    }

    static IEnumerable<string> Reasons(Explanation found, Language language)
    {
        var settled = found.Settled;
        foreach (var reason in settled.Reasons.Where(reason => !IsTold(reason, settled.Trace)))
        {
            var network = reason.Network is { } id ? $" [{id}]" : "";
            yield return $"{language.Say("原因", "reason")}{network}{language.Say("：", ": ")}"
                + TraceText.Why(reason.Code, language)
                + $"{PayersText.FreeOf(reason, settled, language)}  [{reason.Code}]";
            // A network that was left is not asked.
            if (reason.Network is { } left && !settled.Trace.Any(step => IsOf(step, left)))
            {
                foreach (var line in RelativeText.Of(left, found, language))
                {
                    yield return "  " + line;
                }
            }
        }
    }

    /// <summary>Whether a step of the decision says why already.</summary>
    static bool IsTold(Reason reason, TraceStep[] trace) =>
        reason.Network is null && trace.Any(step => step.Result == reason.Code);

    static IEnumerable<string> Trace(Explanation found, Language language)
    {
        var settled = found.Settled;
        var parted = settled.Trace.Any(TraceText.IsOfPart);
        foreach (var step in settled.Trace)
        {
            var code = settled.Reasons.Any(reason => IsTold(reason, [step])) ? $" {step.Result}" : "";
            var isRest = parted && !TraceText.IsOfPart(step)
                && step.Rule.StartsWith("benefits.", StringComparison.Ordinal);
            yield return (isRest ? language.Say("其余费用：", "All else: ") : "")
                + $"{TraceText.Of(step, settled.Bill.CountedOn, language)}"
                + $"  [{$"{step.Rule} {step.Version}".TrimEnd()}{code}]";
            if (Unpaid(found, step) is { } network)
            {
                foreach (var line in RelativeText.Of(network, found, language))
                {
                    yield return "  " + line;
                }
            }
        }
        foreach (var undone in found.Undone)
        {
            var (before, at) = (undone.Settled, MomentText.Of(undone.By.At));
            var deductible = before.Layers.Sum(static layer => layer.Deductible);
            yield return language.Say(
                $"此前的结算计入起付{deductible}元、统筹基金支付{before.PoolPay}元，已于{at}撤销；本次结算不因此重算。"
                + $"  [{before.Settlement}]",
                $"An earlier settlement, which counted with {deductible} yuan of deductibles and {before.PoolPay} of "
                + $"the pool, was undone {at}; this one stays as it was decided.  [{before.Settlement}]");
        }
        foreach (var used in found.Around.Elsewhere)
        {
            var (area, year) = (found.Around.Names.Of(used.Area), settled.Bill.CountedOn.Year);
            var scheme = used.Scheme switch
            {
                Scheme.Employee => language.Say("职工医保", "the employees' scheme"),
                Scheme.Resident => language.Say("居民医保", "the residents' scheme"),
            };
            yield return language.Say(
                $"{year}年在{area}{scheme}已计起付{used.Deductible}元、统筹基金已支付{used.Pool}元，不计入本次起付和限额。",
                $"In {year} {used.Deductible} yuan went into deductibles in {area} under {scheme}, and the pool paid "
                + $"{used.Pool} there; neither counts here.");
        }
    }

    /// <summary>Who was asked and pays nothing; who pays is told of among the payers.</summary>
    static NetworkId? Unpaid(Explanation found, TraceStep draw) => found.Bindings.Keys
        .Where(network => IsOf(draw, network) && !found.Settled.Aid.Any(part => part.Network == network))
        .Select(static network => (NetworkId?)network)
        .FirstOrDefault();

    static bool IsOf(TraceStep draw, NetworkId network) => draw.Input.Split(' ').Contains($"network={network}");
}
