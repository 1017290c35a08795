using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Journal.Split;
using Gongji.People;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>What the seals of a journal show of what was done to it.</summary>
public sealed class SealProofTests : IAsyncLifetime
{
    readonly List<SealedCommit> _commits = [];
    readonly List<Seal> _chains = [];

    public async Task InitializeAsync()
    {
        var store = new MemoryJournalStore();
        // Two processes one after the other, each with two lanes.
        for (var process = 0; process < 2; process++)
        {
            await using var ledger = await TestLedger.Start(store);
            foreach (var person in Enumerable.Range(1, 4).Select(static n => $"P{n}"))
            {
                if (process == 0)
                {
                    await ledger.Enrol(person);
                }
                var operation = Operation.Of(ledger.OperationOf($"credit/{person}/{process}"), "");
                var money = Money.TryFromYuan(10)!.Value;
                (await ledger.Person(person).Credit(
                    new CreditAccount(operation, money, ledger.Today.Year, CreditSource.Opening))).OrThrow();
            }
        }
        _commits.AddRange(await store.ReadCommits(JournalPosition.Start).ToListAsync());
        _chains.AddRange(await store.ReadChains(0, default));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_was_written_is_sealed_and_a_later_process_goes_on_from_an_earlier_one()
    {
        var proven = await Prove(_commits);

        Assert.Empty(proven.Findings);
        Assert.Equal(_commits.Count, proven.Commits);
        Assert.All(_commits, static commit => Assert.NotNull(commit.Seal));
        Assert.True(_chains.Select(static seal => seal.Chain).Distinct().Count() is >= 2 and <= 4);
        Assert.Contains(_chains, static seal => seal.Follows is { Length: > 0 });
    }

    [Fact]
    public async Task Each_commit_that_is_missing_is_found_but_the_last_of_a_chain_that_nobody_names()
    {
        var whole = await Prove(_commits);
        var heads = whole.Heads.Select(static head => head.Head).ToHashSet();
        for (var missing = 0; missing < _commits.Count; missing++)
        {
            var left = _commits.Where((_, index) => index != missing).ToList();

            var alone = await Prove(left);
            var beside = await Prove(left, whole.Heads);

            var later = await SealProver.Prove(
                new KeptSeals(left), TestSeals.Trust, new KnownSeals(whole.Heads, []), full: false, default);

            var head = HeadOf(_commits[missing]);
            var isNamed = _commits.Any(commit => SealHead.In(commit.Seal!.Follows).Contains(head));
            Assert.Equal(!heads.Contains(head) || isNamed, alone.Findings.Count > 0);
            Assert.NotEmpty(beside.Findings);
            Assert.NotEmpty(later.Findings);
        }
    }

    [Theory]
    [InlineData("no seal")]
    [InlineData("an entry more")]
    [InlineData("an entry less")]
    [InlineData("other entries")]
    [InlineData("another count")]
    [InlineData("another number")]
    [InlineData("another root")]
    [InlineData("another previous")]
    [InlineData("another signature")]
    [InlineData("another key")]
    [InlineData("another chain")]
    [InlineData("another name")]
    [InlineData("no number")]
    [InlineData("long hashes")]
    public async Task A_commit_that_was_changed_is_found(string change)
    {
        for (var at = 0; at < _commits.Count; at++)
        {
            var changed = _commits.ToList();
            changed[at] = Changed(changed[at], change);

            var proven = await Prove(changed);

            Assert.Contains(proven.Findings, finding => finding.Check == (change == "no seal"
                ? ProofCheck.CommitIsNotSealed
                : ProofCheck.SealIsBroken));
        }
    }

    [Fact]
    public async Task Commits_in_another_order_are_found()
    {
        var chain = _commits.GroupBy(static commit => commit.Seal!.Chain).First(static chain => chain.Count() > 1);
        var (first, second) = (_commits.IndexOf(chain.First()), _commits.IndexOf(chain.Skip(1).First()));
        var swapped = _commits.ToList();
        (swapped[first], swapped[second]) = (swapped[second], swapped[first]);

        Assert.Contains((await Prove(swapped)).Findings, static each => each.Check == ProofCheck.SealIsBroken);
    }

    [Fact]
    public async Task A_journal_of_another_ledger_or_in_another_database_s_place_does_not_hold()
    {
        var store = new KeptSeals(_commits);
        var other = await SealProver.Prove(
            store, TestSeals.Trust with { Ledger = Guid.Empty }, KnownSeals.None, full: true, default);
        var beside = await SealProver.Prove(
            new SplitJournalStore([new KeptSeals([]), store]), TestSeals.Trust, KnownSeals.None, full: true, default);
        var stranger = TestSeals.TrustIn(TestSeals.Sealer with { Key = SealKey.Random() });
        var strange = await SealProver.Prove(store, stranger, KnownSeals.None, full: true, default);

        Assert.All([other, beside, strange], proven => Assert.Equal(_commits.Count, proven.Findings.Count(
            static finding => finding.Check == ProofCheck.SealIsBroken)));
    }

    [Fact]
    public async Task What_was_proven_before_is_looked_at_again_but_for_its_signatures()
    {
        var half = new KnownSeals((await Prove(_commits[..(_commits.Count / 2)])).Heads, []);
        var proven = half.Proven.ToDictionary(static head => head.Head.Chain, static head => head.Head.Number);
        var unsigned = _commits.Select(commit => commit.Seal!.Number <= proven.GetValueOrDefault(commit.Seal.Chain)
            ? Changed(commit, "another signature")
            : commit);

        var later = await SealProver.Prove(new KeptSeals([.. unsigned]), TestSeals.Trust, half, full: false, default);
        var full = await SealProver.Prove(new KeptSeals([.. unsigned]), TestSeals.Trust, half, full: true, default);

        Assert.Empty(later.Findings);
        Assert.Equal(_commits.Count, later.Commits);
        Assert.Equal(_commits.Count / 2, full.Findings.Count);
    }

    [Theory]
    [InlineData("an entry less")]
    [InlineData("other entries")]
    [InlineData("another root")]
    [InlineData("another previous")]
    [InlineData("another key")]
    public async Task A_commit_that_was_changed_after_it_was_proven_is_found(string change)
    {
        var known = new KnownSeals((await Prove(_commits)).Heads, []);
        for (var at = 0; at < _commits.Count; at++)
        {
            var changed = _commits.ToList();
            changed[at] = Changed(changed[at], change);

            var proven = await SealProver.Prove(new KeptSeals(changed), TestSeals.Trust, known, full: false, default);

            Assert.Contains(proven.Findings, static finding => finding.Check == ProofCheck.SealIsBroken);
        }
    }

    [Fact]
    public async Task What_is_sealed_with_a_key_that_was_replaced_holds_where_the_next_one_went_on_from_it()
    {
        var (store, next) = (new MemoryJournalStore(lanes: 1), TestSeals.Sealer with { Key = SealKey.Random() });
        var before = await Commit(store, TestSeals.Sealer);
        var lone = await Commit(new MemoryJournalStore(lanes: 1), TestSeals.Sealer);
        var after = await Commit(store, next);
        var late = await Commit(store, TestSeals.Sealer);

        Assert.Empty(await FindingsIn(before, after));
        Assert.Contains("which was replaced before", (await FindingsIn(before, after, late))[0].What);
        Assert.Contains("did not go on from it", Assert.Single(await FindingsIn(before, lone, after)).What);

        async Task<SealedCommit> Commit(MemoryJournalStore to, Sealer sealer)
        {
            var number = await to.ReadCommits(JournalPosition.Start).CountAsync() + 1;
            var chain = TestSeals.Chain(to, sealer);
            var entry = new Entry(GrainKey.Of("person/1"), number, default, "x", null, null, null, [], new byte[32]);
            await to.Write(0, new Batch([entry], [], await chain.Next([entry])), default);
            return await to.ReadCommits(JournalPosition.Start).LastAsync();
        }

        async Task<IReadOnlyList<Finding>> FindingsIn(params List<SealedCommit> commits)
        {
            var keys = TestSeals.Trust.Keys.With(next.Key, TestSeals.Sealer.Key, next.Ledger);
            return (await SealProver.Prove(
                new KeptSeals(commits), TestSeals.Trust with { Keys = keys }, KnownSeals.None, full: true, default))
                .Findings;
        }
    }

    [Fact]
    public async Task Behind_what_was_proven_of_a_chain_its_signatures_are_looked_at()
    {
        var half = (await Prove(_commits[..(_commits.Count / 2)])).Heads;
        var later = _commits.Where(commit => half.Any(proven =>
            proven.Head.Chain == commit.Seal!.Chain && proven.Head.Number < commit.Seal.Number)).ToList();
        var changed = _commits.ConvertAll(commit => later.Contains(commit)
            ? Changed(commit, "another signature")
            : commit);

        var proven = await SealProver.Prove(
            new KeptSeals(changed), TestSeals.Trust, new KnownSeals(half, []), full: false, default);

        Assert.NotEmpty(later);
        Assert.Equal(later.Count, proven.Findings.Count(static each => each.What.Contains("is not signed")));
    }

    [Fact]
    public async Task A_commit_that_another_names_is_missing_though_its_seal_can_be_looked_up()
    {
        var named = _commits.SelectMany(static commit => SealHead.In(commit.Seal!.Follows)).ToHashSet();
        var gone = _commits.Where(commit => named.Contains(HeadOf(commit)) && commit.Seal!.Number > 1).ToList();

        Assert.NotEmpty(gone);
        foreach (var commit in gone)
        {
            var hiding = new KeptSeals([.. _commits.Where(each => each != commit)], lookedUp: _commits);

            var proven = await SealProver.Prove(hiding, TestSeals.Trust, KnownSeals.None, full: true, default);

            Assert.Contains(proven.Findings, static finding => finding.Check == ProofCheck.SealedIsMissing);
        }
    }

    [Fact]
    public async Task A_head_that_can_be_looked_up_and_is_not_among_the_commits_is_missing()
    {
        var known = new KnownSeals((await Prove(_commits)).Open, []);
        for (var cut = 0; cut < _commits.Count; cut++)
        {
            var hiding = new KeptSeals(_commits[..cut], lookedUp: _commits);

            var proven = await SealProver.Prove(hiding, TestSeals.Trust, known, full: false, default);

            Assert.Contains(proven.Findings, static finding => finding.Check == ProofCheck.SealedIsMissing);
            foreach (var (_, head) in known.Proven)
            {
                var there = _commits[..cut].Select(HeadOf).LastOrDefault(each => each.Chain == head.Chain);
                var says = $"{head.Number - (there?.Number ?? 0)} commits are missing";
                Assert.True(
                    there == head || proven.Findings.Any(each => each.What.Contains($"{head}")
                        && each.What.Contains(says, StringComparison.Ordinal)));
            }
        }
    }

    static SealHead HeadOf(SealedCommit commit) => commit.Seal!.HeadIn(new SealedBook(TestSeals.Sealer.Ledger, 1));

    static SealedCommit Changed(SealedCommit commit, string change)
    {
        var seal = commit.Seal!;
        return change switch
        {
            "no seal" => commit with { Seal = null },
            "an entry more" => commit with { Hashes = [.. commit.Hashes, new byte[HashChain.Size]] },
            "an entry less" => commit with { Hashes = [.. commit.Hashes.SkipLast(1)] },
            "other entries" => commit with { Hashes = [.. commit.Hashes.Select(Flipped)] },
            "another count" => commit with { Seal = seal with { Count = seal.Count + 1 } },
            "another number" => commit with { Seal = seal with { Number = seal.Number + 1 } },
            "another root" => commit with { Seal = seal with { Root = Flipped(seal.Root) } },
            "another previous" => commit with { Seal = seal with { Previous = Flipped(seal.Previous) } },
            "another signature" => commit with { Seal = seal with { Signature = Flipped(seal.Signature) } },
            "another key" => commit with { Seal = seal with { Key = SealKey.Random().Fingerprint } },
            "another chain" => commit with { Seal = seal with { Chain = "another" } },
            "no number" => commit with { Seal = seal with { Number = long.MaxValue } },
            "long hashes" => commit with { Hashes = [.. commit.Hashes.Select(static hash => new byte[65])] },
            "another name" => commit with { Seal = seal with { Follows = seal.Follows + " x" } },
            _ => throw new ArgumentException(change, nameof(change)),
        };
    }

    static byte[] Flipped(byte[] bytes) => [(byte)(bytes[0] ^ 1), .. bytes[1..]];

    static Task<SealsProven> Prove(List<SealedCommit> commits, IReadOnlyList<PlacedHead>? told = null) =>
        SealProver.Prove(new KeptSeals(commits), TestSeals.Trust, new KnownSeals([], told ?? []), full: true, default);

    /// <summary>A journal of which nothing but its seals is looked at.</summary>
    /// <param name="lookedUp">What is found by its number.</param>
    sealed class KeptSeals(IReadOnlyList<SealedCommit> commits, IReadOnlyList<SealedCommit>? lookedUp = null)
        : PassThroughStore(new MemoryJournalStore())
    {
        public override IAsyncEnumerable<SealedCommit> ReadCommits(
            JournalPosition after, CancellationToken stop = default) =>
            commits.Where(commit => commit.Last.IsAfter(after)).ToAsyncEnumerable();

        public override Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop) =>
            Task.FromResult((lookedUp ?? commits)
                .Select(static commit => commit.Seal)
                .FirstOrDefault(seal => seal is not null && (seal.Chain, seal.Number) == (chain, number)));
    }
}
