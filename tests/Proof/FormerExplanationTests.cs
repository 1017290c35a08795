using System.Text;
using Gongji.Journal.Entries;
using Gongji.Proof.Proving;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

/// <summary>A settlement of an earlier version, which kept its steps and not what they came from.</summary>
public sealed class FormerExplanationTests
{
    const string Patient = "61010000000000000000000001";

    static readonly DateTimeOffset Day = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("person.settled.1")]
    [InlineData("person.settled.2")]
    [InlineData("person.settled.3")]
    public async Task It_is_told_as_it_was_recorded_and_nobody_says_that_it_was_decided_again(string kind)
    {
        var store = await Journal("person.enrolled.1", "person.credited.3", kind);

        var found = await Explainer.Explain(
            store,
            TestLedger.Policies,
            SettlementId.Of("610103S0000000000000000001"),
            PersonNo.Of(Patient),
            CancellationToken.None);

        Assert.Equal(Replayed.NotKept, found!.Replayed);
        Assert.Equal("benefits.outpatient.ratio", Assert.Single(found.Settled.Trace).Rule);
        Assert.Contains(
            ExplanationText.Of(found, Language.English),
            static line => line.StartsWith("An earlier version booked it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proof_counts_it_among_those_that_it_did_not_decide_again()
    {
        var store = await Journal("person.enrolled.1", "person.credited.3", "person.settled.3");

        var proven = await Prover.ProveAll(store, TestLedger.Clock, null, CancellationToken.None);

        Assert.Equal(new Decisions(Again: 0, Not: 1), proven.Report.Decisions);
    }

    /// <summary>A journal of the patient with golden events in it, each by an operation of its own.</summary>
    static async Task<MemoryJournalStore> Journal(params string[] kinds)
    {
        var lines = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden", "events.txt"))
            .Select(static line => line.Split('\t')).ToLookup(static parts => parts[0], static parts => parts[1]);
        var grain = GrainKey.Person(PersonNo.Of(Patient));
        var (hash, entries) = (HashChain.Genesis, new List<Entry>());
        foreach (var (n, kind) in kinds.Index())
        {
            var body = Encoding.UTF8.GetBytes(lines[kind].First());
            var entry = new Entry(grain, n + 1, Day.AddSeconds(n), kind, $"test/{n}", "d", null, body, []);
            entries.Add(entry with { Hash = hash = HashChain.NextOf(hash, entry) });
        }
        var store = new MemoryJournalStore(lanes: 1);
        await store.Write(0, new Batch(entries, []), CancellationToken.None);
        return store;
    }
}
