using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Proof.Reading;

/// <summary>Says where a credit came from, why it was taken back, and what is owed of it.</summary>
public static class CreditText
{
    /// <summary>One line after the other.</summary>
    public static IEnumerable<string> Of(CreditExplanation found, Language language)
    {
        var (recorded, credited) = (found.Credited, (Credited)found.Credited.Event);
        var (person, source) = (PersonText.Of(found.Person), SourceOf(credited.Origin(), found.Names, language));
        yield return $"[{recorded.Operation!.Id}]  {MomentText.Of(recorded.At)}  "
            + language.Say($"参保人{person}", $"person {person}") + "  " + language.Say(
                $"{credited.Year}年度入账{credited.Amount}元，来源：{source}",
                $"{credited.Amount} yuan of {credited.Year} were credited, the source: {source}");
        foreach (var line in Came(found, credited, language))
        {
            yield return "  " + line;
        }
        yield return "  " + ActorText.Of(recorded.Operation, found.Names, language);
        if (found.TakenBack is null)
        {
            yield return "  " + language.Say("该笔入账有效。", "The credit stands.");
            yield break;
        }
        foreach (var line in TakenBack(found, found.TakenBack, credited, language))
        {
            yield return line;
        }
    }

    static IEnumerable<string> Came(CreditExplanation found, Credited credited, Language language)
    {
        var came = credited.Amount - credited.Owed;
        foreach (var paid in found.Paid.Where(paid => paid.By == found.Credited.Operation!.Id))
        {
            yield return language.Say(
                $"其中{paid.Amount}元抵作此前收回入账的待扣回款[{paid.Owing}]。",
                $"{paid.Amount} yuan of it paid what was owed of a credit taken back before [{paid.Owing}].");
        }
        if (!came.IsZero)
        {
            yield return language.Say($"{came}元计入个人账户。", $"{came} yuan came into the account.");
        }
    }

    static IEnumerable<string> TakenBack(
        CreditExplanation found, Recorded recorded, Credited credited, Language language)
    {
        var taken = (CreditTakenBack)recorded.Event;
        var (left, reason) = (taken.Parts.Sum(static part => part.Amount), ReasonOf(taken.Reason, language));
        var stands = credited.Amount - left - taken.Owed;
        yield return $"[{recorded.Operation!.Id}]  {MomentText.Of(recorded.At)}  " + language.Say(
            $"收回其中{left + taken.Owed}元，原因：{reason}",
            $"{left + taken.Owed} yuan of it were taken back: {reason}");
        yield return "  " + ActorText.Of(recorded.Operation, found.Names, language);
        foreach (var line in Moved(found, taken, language))
        {
            yield return "  " + line;
        }
        if (!stands.IsZero)
        {
            yield return "  " + language.Say(
                $"该笔入账其余{stands}元有效。", $"The other {stands} yuan of the credit stand.");
        }
    }

    /// <summary>What left the account, what it owes, and who has it back.</summary>
    static IEnumerable<string> Moved(CreditExplanation found, CreditTakenBack taken, Language language)
    {
        foreach (var (year, amount, _) in taken.Parts)
        {
            yield return language.Say(
                $"从个人账户{year}年度入账扣减{amount}元。", $"{amount} yuan of {year} left the account.");
        }
        foreach (var back in taken.Postings.Where(static posting => posting.Side == Side.Credit))
        {
            var source = SourceOf(back.Account, found.Names, language);
            yield return language.Say(
                $"{back.Amount}元退回该笔入账的来源：{source}。",
                $"{back.Amount} yuan went back to where the credit came from: {source}.");
        }
        foreach (var line in taken.Owed.IsZero ? [] : Owed(found, taken, language))
        {
            yield return line;
        }
    }

    static IEnumerable<string> Owed(CreditExplanation found, CreditTakenBack taken, Language language)
    {
        yield return language.Say(
            $"账户余额不足，差额{taken.Owed}元列为待扣回，由以后的入账扣回；冲正等退回的款项不用于扣回。",
            $"The account held too little: {taken.Owed} yuan are owed. The next credits pay that; what reversals "
            + "give back does not.");
        DebtPaid[] paid = [.. found.Paid.Where(paid => paid.Owing == taken.Credit)];
        foreach (var part in paid)
        {
            yield return language.Say(
                $"以后的入账[{part.By}]已扣回{part.Amount}元。", $"A later credit paid {part.Amount} yuan of it [{part.By}].");
        }
        var owed = taken.Owed - paid.Sum(static part => part.Amount);
        yield return owed.IsZero
            ? language.Say("已全部扣回。", "Nothing of it is owed now.")
            : language.Say($"现尚待扣回{owed}元。", $"{owed} yuan of it are owed now.");
    }

    /// <summary>The account that a credit came from says of what area it is; one that it has no words for stands as it
    /// is.</summary>
    static string SourceOf(string account, Names names, Language language)
    {
        if (account.Split('/') is not [var from, var code, var of])
        {
            return $"[{account}]";
        }
        var area = names.Of(AreaCode.Of(code));
        return (from, of) switch
        {
            ("fund", _) => language.Say(
                $"{area}统筹基金退休划入定额", $"the pooled fund of {area}, a retired person's flat sum"),
            (_, "contribution") => language.Say($"在{area}的个人缴费", $"the own contribution in {area}"),
            (_, "opening") => language.Say($"在{area}的原系统结转余额", $"a balance carried over in {area}"),
            _ => $"[{account}]",
        };
    }

    static string ReasonOf(TakeBackReason reason, Language language) => reason switch
    {
        TakeBackReason.Mistake => language.Say("误入账", "it should never have been booked"),
        TakeBackReason.WrongPerson => language.Say("入错人员", "it belongs to somebody else"),
        TakeBackReason.Duplicate => language.Say("重复入账", "it was booked twice"),
        TakeBackReason.Corrected => language.Say("金额更正", "the amount was corrected"),
        TakeBackReason.NotEntitled => language.Say("不符合划入条件", "the person was not entitled to it"),
        TakeBackReason.Ordered => language.Say("司法或行政决定", "a court or an authority ordered it"),
    };
}
