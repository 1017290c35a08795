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
        await Task.WhenAll(open.Select(key => Unreachable.Tolerated(() => Wake(grains, key))));
    }

    static Task Wake(IGrains grains, GrainKey key) => key.Kind switch
    {
        GrainKind.Person => grains.Person(PersonNo.Of(key.Id)).Attend(),
        GrainKind.Network => grains.Network(NetworkId.Of(key.Id)).Attend(),
        GrainKind.Visit or GrainKind.Institution or GrainKind.Credential or null =>
            throw new InvalidDataException($"the journal says that a grain has work to finish which has none: {key}"),
    };
}
