using System.Collections.Concurrent;
using Gongji.Policy.Areas;
using Gongji.Policy.Packs;

namespace Gongji.Ledger.Rules;

/// <summary>Rules of former versions that this process has read, for all its grains: a version names its text, so
/// there is nothing to become stale.</summary>
static class KnownRules
{
    /// <summary>Those of some years in some areas.</summary>
    const int VersionsMax = 256;

    static readonly ConcurrentDictionary<string, AreaPolicy> Versions = new(StringComparer.Ordinal);

    public static AreaPolicy? Find(string version) => Versions.GetValueOrDefault(version);

    /// <summary>Reads a text that was kept.</summary>
    /// <returns>Null when it is not that version's, or this program can't read it.</returns>
    public static AreaPolicy? Of(string version, string text)
    {
        try
        {
            if (Versions.Count >= VersionsMax)
            {
                Versions.Clear();
            }
            return Versions.GetOrAdd(version, AreaPolicy.OfKept(version, text));
        }
        catch (PolicyPackException)
        {
            return null;
        }
    }
}
