using Gongji.Ledger.Books;
using Gongji.Ledger.Rules;
using Gongji.Policy.Areas;
using Gongji.Policy.Packs;

namespace Gongji.Proof.Proving;

/// <summary>What has to hold in the journal of an area's rules: each text is that of its version, and of this area.
/// </summary>
sealed class KeptRulesCheck(GrainKey grain, Books books) : IGrainRules
{
    public void Judge(Recorded recorded)
    {
        var kept = (RulesKept)recorded.Event;
        if (WhyOthers(kept) is { } why)
        {
            books.Find(ProofCheck.RulesAreOthers, grain, recorded.Sequence, why);
        }
    }

    public void End(long sequence)
    {
    }

    string? WhyOthers(RulesKept kept)
    {
        try
        {
            var area = AreaPolicy.OfKept(kept.Version, kept.Rules).Area;
            return GrainKey.Policy(area) == grain ? null : $"the rules of {kept.Version} are those of {area}";
        }
        catch (PolicyPackException wrong)
        {
            return $"the rules of {kept.Version} can't have decided: {wrong.Message}";
        }
    }
}
