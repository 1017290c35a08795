using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Rules;
using Gongji.Rules;

namespace Gongji.Tests.Ledger;

/// <summary>Whatever decides is kept once, whole, and under its own version.</summary>
public sealed class AreaRulesTests
{
    static readonly RulesVersion[] OfXian =
    [
        .. TestLedger.Policies.All
            .Where(static policy => policy.Area.Value == "610100")
            .Select(static policy => new RulesVersion(policy.Version, policy.Text)),
    ];

    [Fact]
    public async Task The_rules_of_all_areas_are_kept_once_however_often_and_by_whomever()
    {
        await using var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store);

        await one.KeepRules();
        await Task.WhenAll(one.KeepRules(), one.KeepRules());
        await other.KeepRules();

        Assert.Equal(
            TestLedger.Policies.All.Select(static policy => (policy.Area.Value, policy.Version, policy.Text)).Order(),
            (await KeptIn(store)).Order());
    }

    [Fact]
    public async Task A_version_that_is_new_is_added_to_those_that_are_there()
    {
        await using var ledger = await TestLedger.Start();
        var rules = ledger.Grains.Policy(AreaCode.Of("610100"));
        (await rules.Keep(new KeepRules(OfXian[..1]))).OrThrow();

        (await rules.Keep(new KeepRules([OfXian[1], OfXian[0], OfXian[1]]))).OrThrow();

        var kept = await KeptIn(ledger.Store);
        Assert.Equal([OfXian[0].Version, OfXian[1].Version], kept.Select(static kept => kept.Version));
    }

    [Theory]
    [InlineData("610100", "610700@", "other area")]
    [InlineData("610700", "", "another area's grain")]
    [InlineData("610100", "text", "another text")]
    [InlineData("610100", "none", "no text of rules")]
    public async Task Rules_that_are_not_their_version_s_are_not_kept_nor_anything_beside_them(
        string area, string change, string why)
    {
        await using var ledger = await TestLedger.Start();
        var (version, text) = OfXian[1];
        var wrong = change switch
        {
            "text" => new RulesVersion(version, text.Replace("0.5", "0.6", StringComparison.Ordinal)),
            "none" => new RulesVersion(version, "{}"),
            _ => new RulesVersion(version.Replace("610100@", change.Length > 0 ? change : "610100@",
                StringComparison.Ordinal), text),
        };

        var refused = await ledger.Grains.Policy(AreaCode.Of(area)).Keep(new KeepRules([OfXian[0], wrong]));

        Assert.True(refused.Refusal?.Is(RulesRefusal.NotOfVersion), why);
        Assert.Empty(await KeptIn(ledger.Store));
    }

    [Fact]
    public void What_no_area_s_rules_say_and_what_they_say_twice_can_not_follow()
    {
        var state = new AreaRulesState();
        var kept = new Recorded(1, default, null, new RulesKept("610100@9f3c21aa", "{}"));
        state.Apply(kept);

        Assert.Throws<InvalidOperationException>(() => state.Apply(kept with { Sequence = 2 }));
        Assert.Throws<InvalidOperationException>(
            () => state.Apply(new Recorded(2, default, null, new Gongji.Ledger.Visits.VisitCancelled())));
    }

    static async Task<List<(string Area, string Version, string Text)>> KeptIn(IJournalStore store)
    {
        var kept = new List<(string, string, string)>();
        await foreach (var (_, entry) in store.ReadByGrain())
        {
            var rules = (RulesKept)EventKinds.Decode(entry).Event;
            kept.Add((entry.Grain.Id, rules.Version, rules.Rules));
        }
        return kept;
    }
}
