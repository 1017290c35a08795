using Gongji.Journal.Entries;
using Gongji.Journal.Life;

namespace Gongji.Tests.Support;

/// <summary>Sweeps as tests wait for them.</summary>
public static class Sweeps
{
    /// <summary>One for each database.</summary>
    public static DatabaseSweep[] Of(IJournalStore store, IGrains grains, TimeProvider time) =>
    [
        .. Enumerable.Range(0, store.Databases)
            .Select(database => new DatabaseSweep(store, grains, database, time, static (_, _) => { })),
    ];

    /// <summary>Wakes all who have work, once, and waits until they have done what they can.</summary>
    public static Task Once(IJournalStore store, IGrains grains, TimeProvider time) =>
        Task.WhenAll(Of(store, grains, time).Select(static sweep => sweep.AllDone()));

    /// <summary>Wakes all who have work.</summary>
    public static async Task All(this DatabaseSweep sweep)
    {
        while (await sweep.Next(CancellationToken.None))
        {
            // The next page.
        }
    }

    /// <summary>Wakes all who have work, and waits until they have done what they can.</summary>
    public static async Task AllDone(this DatabaseSweep sweep)
    {
        await sweep.All();
        await sweep.Done;
    }
}
