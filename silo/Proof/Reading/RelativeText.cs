using Gongji.Families;
using Gongji.Ledger.People.Patient;

namespace Gongji.Proof.Reading;

/// <summary>Says all that there is to say of a network that was asked for aid, or that was left: its binding, the end
/// of it, and how the funder is insured where that is not as the patient is.</summary>
static class RelativeText
{
    public static IEnumerable<string> Of(NetworkId network, Explanation found, Language language)
    {
        if (found.Bindings.GetValueOrDefault(network) is not { } binding)
        {
            yield break;
        }
        yield return BindingText.Of(binding, found.Settled.Bill.RulesOf, language);
        if (binding.Ended is (var day, var reason))
        {
            var why = Why(reason, language);
            yield return language.Say(
                $"该成员于{day:yyyy-MM-dd}移出共济网：{why}。", $"The member was let go on {day:yyyy-MM-dd}: {why}.");
        }
        if (Funder(binding, found.Settled, found.Around.Names, language) is { } funder)
        {
            yield return funder;
        }
    }

    static string? Funder(NetworkBinding binding, Settled settled, Names names, Language language)
    {
        if (binding.Insurance is not { } insurance)
        {
            return null;
        }
        var (there, status) = (insurance.Area, FactsText.Status(insurance.Status, language));
        var registered = FactsText.Registered(insurance, language);
        var isAlike = insurance.Status.IsNormal() && there.PoolingArea == settled.Insurance.Area.PoolingArea;
        var owes = binding.Owed.IsZero ? "" : language.Say(
            $"其有待扣回款{binding.Owed}元，只由以后的入账扣回。",
            $" {binding.Owed} yuan of credits taken back were owed then; only later credits pay that.");
        return isAlike && owes.Length == 0 ? null : language.Say(
            $"出资人参保地{names.Of(there)}，{status}{registered}。{owes}",
            $"The funder is insured in {names.Of(there)}, {status}{registered}.{owes}");
    }

    static string Why(UnbindReason reason, Language language) => reason switch
    {
        UnbindReason.Authorizer => language.Say("出资人解除", "the funder wanted it so"),
        UnbindReason.Divorce => language.Say("婚姻关系解除", "a divorce"),
        UnbindReason.Death => language.Say("一方死亡", "a death"),
        UnbindReason.FunderInsuranceEnded => language.Say("出资人参保终止", "the funder's insurance ended"),
        UnbindReason.MemberInsuranceEnded => language.Say("成员参保终止", "the member's insurance ended"),
        UnbindReason.Expired => language.Say("授权期满", "its last day was over"),
    };
}
