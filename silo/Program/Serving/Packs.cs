using Gongji.Journal.Life;
using Gongji.Policy.Areas;

namespace Gongji.Program.Serving;

/// <summary>The policy packs that the program brings.</summary>
static class Packs
{
    static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "policies");

    /// <summary>The shipped packs, and those of further folders.</summary>
    /// <param name="replace">Whether those take the place of shipped packs of the same areas.</param>
    /// <exception cref="Policy.Packs.PolicyPackException">A pack is wrong.</exception>
    public static PolicyPacks Of(IReadOnlyList<string> further, bool replace = false) =>
        Check(further, replace).Whole();

    /// <summary>The same, and all that is wrong with them.</summary>
    public static PackCheck Check(IReadOnlyList<string> further, bool replace) => replace
        ? PolicyFolder.Check([Shipped], further)
        : PolicyFolder.Check([Shipped, .. further], []);
}
