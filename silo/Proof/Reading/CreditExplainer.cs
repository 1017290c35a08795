using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Proof.Reading;

/// <summary>A credit, and how it was taken back; null when it stands.</summary>
public sealed record CreditExplanation(PersonNo Person, Recorded Credited, Recorded? TakenBack);

/// <summary>Explains credits from the journal alone.</summary>
public static class CreditExplainer
{
    /// <summary>Finds a credit by the operation that booked it.</summary>
    /// <param name="person">Whose account it is, where known; otherwise the whole journal is searched.</param>
    /// <returns>Null when there is no such credit.</returns>
    public static async Task<CreditExplanation?> Explain(
        IJournalStore store, OperationId credit, PersonNo? person, CancellationToken stop)
    {
        if ((person ?? await HolderOf(store, credit, stop)) is not { } holder)
        {
            return null;
        }
        CreditExplanation? found = null;
        await foreach (var entry in store.Read(GrainKey.Person(holder), 1, long.MaxValue, stop))
        {
            var recorded = EventKinds.Decode(entry);
            if (recorded is { Event: Credited, Operation: { } operation } && operation.Id == credit)
            {
                found = new CreditExplanation(holder, recorded, null);
            }
            else if (recorded.Event is CreditTakenBack taken && taken.Credit == credit)
            {
                found = found! with { TakenBack = recorded };
            }
        }
        return found;
    }

    /// <summary>What is said of it, line by line.</summary>
    public static IEnumerable<string> Text(CreditExplanation found, Language language)
    {
        var credited = (Credited)found.Credited.Event;
        var came = credited.Amount - credited.Owed;
        var source = SourceOf(credited.Source, language);
        yield return $"{found.Credited.Operation!.Id}  {MomentText.Of(found.Credited.At)}  " + language.Say(
            $"{credited.Year}年度入账{credited.Amount}元，来源：{source}",
            $"{credited.Amount} yuan of {credited.Year} were credited out of {source}");
        yield return "  " + language.Say(
            $"其中{credited.Owed}元冲抵此前收回入账的欠额，{came}元计入个人账户。",
            $"{credited.Owed} of it paid what was owed of credits taken back before, {came} came into the account.");
        yield return "  " + ActorText.Of(found.Credited.Operation, language);
        if (found.TakenBack is not { Event: CreditTakenBack taken } recorded)
        {
            yield return "  " + language.Say("该笔入账有效。", "The credit stands.");
            yield break;
        }
        var left = taken.Parts.Sum(static part => part.Amount);
        var reason = ReasonOf(taken.Reason, language);
        yield return $"{recorded.Operation!.Id}  {MomentText.Of(recorded.At)}  " + language.Say(
            $"收回其中{left + taken.Owed}元，原因：{reason}",
            $"{left + taken.Owed} yuan of it were taken back: {reason}");
        yield return "  " + ActorText.Of(recorded.Operation, language);
        yield return "  " + language.Say(
            $"从个人账户扣减{left}元；账户中已不足的{taken.Owed}元由以后的入账扣回。",
            $"{left} left the account; {taken.Owed} was not there any more and is owed by the next credits.");
    }

    static string SourceOf(string source, Language language) => source switch
    {
        "contribution" => language.Say("个人缴费", "the own contribution"),
        "retirement" => language.Say("统筹基金退休划入定额", "the pooled fund, as a retired person's flat sum"),
        "opening" => language.Say("原系统结转余额", "a balance carried over"),
        _ => source,
    };

    static string ReasonOf(TakeBackReason reason, Language language) => reason switch
    {
        TakeBackReason.Mistake => language.Say("误入账", "it should never have been booked"),
        TakeBackReason.WrongPerson => language.Say("入错人员", "it belongs to somebody else"),
        TakeBackReason.Duplicate => language.Say("重复入账", "it was booked twice"),
        TakeBackReason.Corrected => language.Say("金额更正", "the amount was corrected"),
        TakeBackReason.NotEntitled => language.Say("不符合划入条件", "the person was not entitled to it"),
        TakeBackReason.Ordered => language.Say("司法或行政决定", "a court or an authority ordered it"),
    };

    static async Task<PersonNo?> HolderOf(IJournalStore store, OperationId credit, CancellationToken stop)
    {
        await foreach (var (_, entry) in store.ReadByGrain(stop))
        {
            if (entry.Grain.Kind == GrainKind.Person
                && entry.Operation == credit.Value
                && EventKinds.Decode(entry).Event is Credited)
            {
                return PersonNo.Of(entry.Grain.Id);
            }
        }
        return null;
    }
}
