using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

public abstract partial class JournalStoreContract
{
    static readonly SealedBook TestBook = new(TestSeals.Sealer.Ledger, 1);

    [ContractFact]
    public async Task Seals_come_back_with_the_commits_that_they_seal()
    {
        var store = await Open();
        var chain = TestSeals.Chain(store);
        Entry[][] commits =
        [
            [Some.Entry("person/2", 1), Some.Entry("person/1", 1)], [Some.Entry("person/3", 1)],
            Some.Entries("person/1", 2, 4),
        ];
        var seals = new List<Seal>();
        foreach (var entries in commits)
        {
            seals.Add(await chain.Next(entries));
            Assert.Empty(await store.Write(0, new Batch(entries, [], seals[^1]), default));
            chain.Follow();
        }

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();
        var last = await store.ReadCommits(read[1].Last).ToListAsync();
        var one = await store.ReadSeal(0, seals[1].Chain, 2, default);

        Assert.Equal(seals.Select(Line), read.Select(static commit => Line(commit.Seal!)));
        Assert.Equal(commits.Select(HashesOf), read.Select(static commit => HashesOf(commit.Hashes)));
        Assert.Equal(Line(seals[2]), Line(Assert.Single(last).Seal!));
        Assert.Equal(Line(seals[1]), Line(one!));
        Assert.Null(await store.ReadSeal(0, seals[1].Chain, 4, default));
        Assert.Equal(
            (await store.Follow(JournalPosition.Start).ToListAsync()).Select(static placed => placed.Position)
                .Intersect(read.Select(static commit => commit.Last)),
            read.Select(static commit => commit.Last));
    }

    [ContractFact]
    public async Task What_was_written_without_a_seal_is_a_commit_without_one()
    {
        var store = await Open();
        await store.Write(0, await store.Sealed([Some.Entry("person/1", 1)]), default);
        await store.Write(0, Some.Batch(Some.Entry("person/2", 1), Some.Entry("person/3", 1)), default);
        await store.Write(0, await store.Sealed([Some.Entry("person/1", 2)]), default);
        await store.Write(0, Some.Batch(Some.Entry("person/2", 2)), default);

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal([1, 2, 1, 1], read.Select(static commit => commit.Hashes.Count));
        Assert.Equal([true, false, true, false], read.Select(static commit => commit.Seal is not null));
    }

    [ContractFact]
    public async Task The_first_and_the_last_seal_of_each_chain_are_told_and_a_new_chain_follows_what_nobody_follows()
    {
        var store = await Open();
        for (var chains = 0; chains < 3; chains++)
        {
            var chain = TestSeals.Chain(store);
            for (var commits = 0; commits < 3; commits++)
            {
                Entry[] entries = [Some.Entry($"person/{chains}", commits + 1)];
                var seal = await chain.Next(entries);
                await store.Write(0, new Batch(entries, [], seal), default);
                chain.Follow();
            }
        }

        var read = await store.ReadCommits(JournalPosition.Start).Select(static commit => commit.Seal!).ToListAsync();
        var ends = await store.ReadChains(0, default);

        Assert.Equal(
            read.GroupBy(static seal => seal.Chain).SelectMany(static chain => new[] { chain.First(), chain.Last() })
                .Select(Line).Order(),
            ends.Select(Line).Order());
        Assert.Equal(
            ["", $"{read[2].HeadIn(TestBook)}", $"{read[5].HeadIn(TestBook)}"],
            read.Where(static seal => seal.Number == 1).Select(static seal => seal.Follows));
    }

    [ContractFact]
    public async Task Of_a_batch_in_conflict_no_seal_is_kept()
    {
        var store = await Open();
        await store.Write(0, await store.Sealed([Some.Entry("person/1", 1)]), default);

        await store.Write(0, await store.Sealed([Some.Entry("person/2", 1), Some.Entry("person/1", 1)]), default);

        Assert.Single(await store.ReadCommits(JournalPosition.Start).ToListAsync());
        Assert.Single((await store.ReadChains(0, default)).Select(static seal => seal.Chain).Distinct());
    }

    [ContractFact]
    public async Task Commits_are_read_in_pages()
    {
        const int commits = 1_002;
        var store = await Open();
        var chain = TestSeals.Chain(store);
        for (var commit = 1; commit <= commits; commit++)
        {
            Entry[] entries = [Some.Entry("person/1", commit)];
            var seal = await chain.Next(entries);
            await store.Write(0, new Batch(entries, [], seal), default);
            chain.Follow();
        }

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal(
            Enumerable.Range(1, commits).Select(static number => (long)number),
            read.Select(static commit => commit.Seal!.Number));
        Assert.All(read, static commit => Assert.Single(commit.Hashes));
    }

    [ContractFact]
    public async Task More_entries_than_a_page_has_are_read_though_they_have_no_seal()
    {
        const int entries = 9_000;
        var store = await Open();
        for (var grain = 0; grain < 5; grain++)
        {
            await store.Write(0, Some.Batch([.. Some.Entries($"person/{grain}", 1, entries)]), default);
        }
        await store.Write(0, await store.Sealed([Some.Entry("person/9", 1)]), default);

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal((5 * entries) + 1, read.Sum(static commit => commit.Hashes.Count));
        Assert.Equal(1, read[^1].Seal?.Number);
        Assert.All(read.SkipLast(1), static commit => Assert.Null(commit.Seal));
    }

    [ContractFact]
    public async Task No_commit_is_cut_where_a_page_ends()
    {
        const int entries = 9_000;
        var store = await Open();
        var chain = TestSeals.Chain(store);
        for (var grain = 0; grain < 5; grain++)
        {
            var commit = Some.Entries($"person/{grain}", 1, entries);
            var seal = await chain.Next(commit);
            await store.Write(0, new Batch(commit, [], seal), default);
            chain.Follow();
        }

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal([1, 2, 3, 4, 5], read.Select(static commit => commit.Seal!.Number));
        Assert.All(read, static commit => Assert.Equal(entries, commit.Hashes.Count));
    }

    static string HashesOf(IEnumerable<Entry> entries) => HashesOf(entries.Select(static entry => entry.Hash));

    static string HashesOf(IEnumerable<byte[]> hashes) => string.Join(' ', hashes.Select(Convert.ToHexString));

    static string Line(Seal seal) => $"{seal.HeadIn(TestBook)} {seal.Count} {Convert.ToHexString(seal.Root)} "
        + $"{Convert.ToHexString(seal.Previous)} {seal.Follows} {seal.Key} "
        + Convert.ToHexString(seal.Signature);
}
