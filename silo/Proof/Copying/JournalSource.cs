using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;

namespace Gongji.Proof.Copying;

/// <summary>Reads the commits of a journal while the ledger may go on: in each database all that was durable when the
/// reading began, and what has come since, up to some moment.</summary>
/// <param name="time">By which is known how long a commit is waited for.</param>
public sealed class JournalSource(IJournalStore store, LedgerName ledger, TimeProvider time) : ICommitSource
{
    /// <summary>Nothing is read behind a transaction that is under way, which takes milliseconds and not longer.
    /// </summary>
    static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public LedgerName Ledger => ledger;

    public int Databases => store.Databases;

    public async IAsyncEnumerable<WholeCommit> Read([EnumeratorCancellation] CancellationToken stop)
    {
        var durable = new List<Dictionary<string, long>>();
        for (var database = 0; database < Databases; database++)
        {
            durable.Add((await store.ReadChains(database, stop))
                .GroupBy(static seal => seal.Chain)
                .ToDictionary(static chain => chain.Key, static chain => chain.Max(static seal => seal.Number)));
        }
        for (var database = 0; database < Databases; database++)
        {
            await foreach (var commit in Read(database, durable[database], stop))
            {
                yield return commit;
            }
        }
    }

    /// <param name="awaited">The last seal of each chain that has to come.</param>
    async IAsyncEnumerable<WholeCommit> Read(
        int database, Dictionary<string, long> awaited, [EnumeratorCancellation] CancellationToken stop)
    {
        var place = JournalPosition.Start with { Database = database };
        var waitsSince = default(long?);
        while (true)
        {
            await using var entries = store.Follow(place, stop).GetAsyncEnumerator(stop);
            await foreach (var commit in store.ReadCommits(place, stop))
            {
                if (await Next(entries, commit.Hashes.Count) is not { } next)
                {
                    // It was committed after the entries were read.
                    break;
                }
                if (!commit.Hashes.Index().All(each => each.Item.AsSpan().SequenceEqual(next[each.Index].Hash)))
                {
                    // Commits are given as soon as they are there, entries when nothing can come before them any more.
                    break;
                }
                var whole = Whole(database, commit, next);
                place = commit.Last;
                if (awaited.TryGetValue(whole.Seal.Chain, out var last) && whole.Seal.Number >= last)
                {
                    awaited.Remove(whole.Seal.Chain);
                }
                yield return whole;
            }
            if (awaited.Count == 0)
            {
                yield break;
            }
            waitsSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(waitsSince.Value) > WaitMax)
            {
                throw new IOException(
                    $"Commits of database {database + 1} can't be read: a transaction on its server does not end, or "
                    + "somebody has changed the journal. Look for the one, and prove the other.");
            }
            await Task.Delay(LookEvery, time, stop);
        }
    }

    /// <returns>Null when there are not so many yet.</returns>
    static async Task<List<Entry>?> Next(IAsyncEnumerator<PositionedEntry> entries, int count)
    {
        var next = new List<Entry>(count);
        while (next.Count < count)
        {
            if (!await entries.MoveNextAsync())
            {
                return null;
            }
            next.Add(entries.Current.Entry);
        }
        return next;
    }

    /// <exception cref="InvalidDataException">No ledger wrote it.</exception>
    static WholeCommit Whole(int database, SealedCommit commit, List<Entry> entries) =>
        commit.Seal is { } seal
            ? new WholeCommit(database, seal, entries)
            : throw new InvalidDataException(
                $"Database {database + 1} has a commit without a seal, up to {commit.Last.Transaction}/"
                + $"{commit.Last.Number}: somebody has changed it. Prove it.");
}
