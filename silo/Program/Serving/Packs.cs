using Gongji.Journal.Life;
using Gongji.Policy.Areas;

namespace Gongji.Program.Serving;

/// <summary>The policy packs that the program brings.</summary>
static class Packs
{
    /// <summary>The shipped packs, and those of further folders.</summary>
    /// <exception cref="Policy.Packs.PolicyPackException">A pack is wrong.</exception>
    public static PolicyPacks Of(IEnumerable<string> further) =>
        PolicyFolder.Load([Path.Combine(AppContext.BaseDirectory, "policies"), .. further]);
}
