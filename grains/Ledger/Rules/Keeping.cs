using Gongji.Policy.Areas;
using Gongji.Rules;

namespace Gongji.Ledger.Rules;

/// <summary>Sees that the rules by which a ledger decides are kept in it.</summary>
public static class Keeping
{
    /// <summary>More than the areas of a province; so few that they don't fill the queue of a ledger.</summary>
    const int AreasAtOnce = 32;

    /// <summary>Keeps the rules of every version of all areas. Whoever does it at the same time or again changes
    /// nothing.</summary>
    /// <param name="keep">Asks the grain of an area.</param>
    /// <returns>The first refusal; null when there is none.</returns>
    public static async Task<Refusal?> KeepAll(
        IPolicies policies, Func<AreaCode, KeepRules, Task<Answer<Done>>> keep)
    {
        var areas = policies.All.GroupBy(static policy => policy.Area, static policy =>
            new RulesVersion(policy.Version, policy.Text));
        foreach (var some in areas.Chunk(AreasAtOnce))
        {
            var answers = await Task.WhenAll(
                some.Select(area => keep(area.Key, new KeepRules([.. area]))));
            if (Array.Find(answers, static answer => answer.IsRefused) is { IsRefused: true } refused)
            {
                return refused.Refusal;
            }
        }
        return null;
    }
}
