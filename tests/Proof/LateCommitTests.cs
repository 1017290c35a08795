using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Proof.Copying;

namespace Gongji.Tests.Proof;

/// <summary>A commit may end after one that began later: readers of entries see it sooner or later than readers of
/// commits.</summary>
public sealed class LateCommitTests(CopiedDay day) : IClassFixture<CopiedDay>
{
    [Fact]
    public async Task Whoever_copies_waits_until_entries_and_commits_are_of_one_moment()
    {
        var commits = await day.Commits();
        for (var late = 0; late < commits.Count; late += 5)
        {
            var source = new JournalSource(new Late(day.Store, late), CopiedDay.Name, TestLedger.Clock);

            var read = await source.Read(default).ToListAsync();

            Assert.Equal(
                commits.Select(static commit => (commit.Seal.Chain, commit.Seal.Number)),
                read.Select(static commit => (commit.Seal.Chain, commit.Seal.Number)));
        }
    }

    /// <summary>Whoever asks for commits first does not get one of them yet.</summary>
    sealed class Late(IJournalStore inner, int late) : PassThroughStore(inner)
    {
        bool _asked;

        public override async IAsyncEnumerable<SealedCommit> ReadCommits(
            JournalPosition after, [EnumeratorCancellation] CancellationToken stop = default)
        {
            var (hides, number) = (!_asked, 0);
            _asked = true;
            await foreach (var commit in base.ReadCommits(after, stop))
            {
                if (!hides || number != late)
                {
                    yield return commit;
                }
                number++;
            }
        }
    }
}
