using Gongji.Journal.Entries;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Life;

/// <summary>Looks after work that everybody may have forgotten.</summary>
public static class Sweeping
{
    /// <summary>Wakes grains that have work to finish; they see for themselves what of it has been open for long.
    /// </summary>
    /// <param name="most">Grains that are woken at most.</param>
    public static async Task Once(IJournalStore store, IGrains grains, int most)
    {
        var open = await store.OpenWork(most, CancellationToken.None);
        await Task.WhenAll(open.Select(key => Unreachable.Tolerated(() => key.Kind == "network"
            ? grains.Network(NetworkId.Of(key.Id)).Attend()
            : grains.Person(PersonNo.Of(key.Id)).Attend())));
    }
}
