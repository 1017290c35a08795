using Gongji.Journal.Entries;
using Gongji.Ledger.Rules;
using Gongji.Policy.Packs;
using Gongji.Proof.Proving;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

/// <summary>The rules that a journal keeps, as a proof and a reader find them.</summary>
public sealed class KeptRulesTests
{
    const string Xian = "policy/610100", Hanzhong = "policy/610700";

    [Fact]
    public async Task Rules_that_are_as_they_were_kept_prove_clean()
    {
        var report = await (await Books()).Prove();

        Assert.Empty(report.Findings);
        Assert.Equal(
            TestLedger.Policies.All.Select(static policy => policy.Area).Distinct().Count(),
            report.GrainsByKind["policy"]);
    }

    [Fact]
    public async Task A_text_that_somebody_changed_is_not_its_version_s()
    {
        var books = await Books();
        var at = books.Change<RulesKept>(Xian, static kept => kept with
        {
            Rules = kept.Rules.Replace("0.5", "0.9", StringComparison.Ordinal),
        });

        var report = await books.Prove();

        ProverTests.AssertFound(report, ProofCheck.RulesAreOthers, Xian, at);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"area":"610100","catalogue":"x","rules":[]}""")]
    [InlineData("""{"area":7,"catalogue":"x","rules":{}}""")]
    [InlineData("[[[")]
    public async Task A_text_that_says_no_rules_at_all_is_a_finding_and_the_proof_goes_on(string text)
    {
        var books = await Books();
        var at = books.Change<RulesKept>(Xian, kept => kept with { Rules = text });

        var report = await books.Prove();

        Assert.Equal((ProofCheck.RulesAreOthers, at), (Assert.Single(report.Findings).Check, at));
    }

    [Fact]
    public async Task The_rules_of_one_area_are_not_those_of_another()
    {
        var books = await Books();
        var at = books.Change<RulesKept>(Hanzhong, kept => First(Xian));

        var report = await books.Prove();

        ProverTests.AssertFound(report, ProofCheck.RulesAreOthers, Hanzhong, at);
    }

    [Fact]
    public async Task Rules_that_are_kept_twice_can_not_follow()
    {
        var books = await Books();
        var last = books.Repeat<RulesKept>(Xian, null);

        var report = await books.Prove();

        ProverTests.AssertFound(report, ProofCheck.EntryCannotFollow, Xian, last);
    }

    [Fact]
    public async Task The_rules_of_each_version_are_read_from_the_journal_and_once()
    {
        var store = new ReadsCounted(await (await Books()).Store());
        var reader = new KeptRules(store);

        foreach (var policy in TestLedger.Policies.All)
        {
            var kept = await reader.Of(policy.Version, default);
            Assert.Equal((policy.Version, policy.Text), (kept?.Version, kept?.Text));
        }
        var reads = store.Reads;
        await reader.Of(TestLedger.Policies.All.First().Version, default);

        Assert.Equal(TestLedger.Policies.All.Count(), reads);
        Assert.Equal(reads, store.Reads);
    }

    [Theory]
    [InlineData("610100@00000000")]
    [InlineData("990100@9f3c21aa")]
    [InlineData("610100")]
    [InlineData("nowhere@9f3c21aa")]
    [InlineData("")]
    public async Task Of_a_version_that_nobody_kept_there_are_no_rules(string version)
    {
        var reader = new KeptRules(await (await Books()).Store());

        Assert.Null(await reader.Of(version, default));
    }

    [Fact]
    public async Task Rules_that_somebody_changed_are_not_read()
    {
        var books = await Books();
        books.Change<RulesKept>(Xian, static kept => kept with
        {
            Rules = kept.Rules.Replace("0.5", "0.9", StringComparison.Ordinal),
        });
        var reader = new KeptRules(await books.Store());

        await Assert.ThrowsAsync<PolicyPackException>(() => reader.Of(First(Xian).Version, default));
    }

    static RulesKept First(string grain) => TestLedger.Policies.All
        .Where(policy => GrainKey.Policy(policy.Area).Value == grain)
        .Select(static policy => new RulesKept(policy.Version, policy.Text))
        .First();

    static async Task<TamperedBooks> Books()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.KeepRules();
        return await TamperedBooks.Of(ledger.Store);
    }

    sealed class ReadsCounted(IJournalStore inner) : PassThroughStore(inner)
    {
        public int Reads { get; private set; }

        public override IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, CancellationToken stop = default)
        {
            Reads++;
            return base.Read(grain, from, to, stop);
        }
    }
}
