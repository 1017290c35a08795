using Gongji.Journal.Life;
using Gongji.Policy.Areas;

namespace Gongji.LoadTests.Commands;

/// <summary>The policy packs that are shipped.</summary>
static class Packs
{
    public static PolicyPacks Load() => PolicyFolder.Load(Path.Combine(AppContext.BaseDirectory, "policies"));
}
