using System.Text;
using Gongji.Journal.Codec;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

/// <summary>A settlement keeps what it was decided from, and no more than a digest of the steps.</summary>
public sealed class DecidedAgainTests
{
    [Fact]
    public async Task Whoever_asks_later_gets_the_steps_that_were_told_at_once()
    {
        await using var ledger = await Family();
        var first = ledger.SettleOf(ledger.BillOf("P1", inScope: 300)) with { WithTrace = true };
        await ledger.Settle(ledger.BillOf("P1", inScope: 90));

        var told = (await ledger.Person("P1").Settle(first)).OrThrow();
        var again = (await ledger.Person("P1").Settle(first)).OrThrow();
        await ledger.Settle(ledger.BillOf("P1", inScope: 700));
        var found = (await ledger.Person("P1").FindSettlement(first.Settlement)).OrThrow();

        Assert.Contains(told.Trace!, static step => step.Rule == "aid.draw");
        Assert.Equal(told.Trace, again.Trace);
        Assert.Equal(told.Trace, found.Trace);
    }

    [Fact]
    public async Task What_a_settlement_keeps_is_enough_to_decide_it_again()
    {
        await using var ledger = await Family();
        foreach (var yuan in new[] { 90, 300, 20, 700, 5000 })
        {
            (await ledger.Settle(ledger.BillOf("P1", inScope: yuan))).OrThrow();
        }

        var settled = await SettlementsOf(ledger);

        Assert.Equal(5, settled.Count);
        Assert.All(settled, static each => Assert.Null(Again(each).Differs));
        Assert.All(settled, static each => Assert.Equal(each.TraceDigest, DecidedAgain.DigestOf(Again(each).Trace)));
    }

    [Fact]
    public async Task What_can_not_have_been_decided_so_differs()
    {
        await using var ledger = await Family();
        (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
        (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();
        var settled = (await SettlementsOf(ledger))[1];
        var fen = Money.FromFen(1);
        var layer = settled.Layers[0];

        (string Why, Settled Otherwise)[] lies =
        [
            ("the pool pays otherwise", settled with { Layers = [layer with { Pays = layer.Pays - fen }] }),
            ("the pool pays otherwise", settled with { Layers = [layer with { CapLeft = null }] }),
            ("other counters are used up", settled with { Counters = settled.Counters[..1] }),
            ("the person bears otherwise", settled with { Cash = settled.Cash + fen }),
            ("other steps lead to it", settled with { TraceDigest = DecidedAgain.DigestOf([]) }),
            ("other steps lead to it", settled with { ShownBy = "0001" }),
            ("other steps lead to it", settled with { Heard = [], Own = [.. settled.Own, OwnOf(settled.Aid)] }),
            ("the pool pays otherwise", settled with
            {
                Counters = [settled.Counters[0] with { Before = Quantity.Of(fen) }, .. settled.Counters[1..]],
            }),
            ("accounts pay more than they may", settled with
            {
                UseAccount = false,
            }),
        ];

        Assert.All(lies, static lie => Assert.Equal(lie.Why, Again(lie.Otherwise).Differs));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_steps_are_told_by_the_rules_that_were_kept_when_others_are_in_force(bool kept)
    {
        var store = new MemoryJournalStore();
        SettlementId settlement;
        Receipt told;
        await using (var ledger = await TestLedger.Start(store))
        {
            await (kept ? ledger.KeepRules() : Task.CompletedTask);
            await ledger.Enrol("P1", yuan: 50);
            var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 700)) with { WithTrace = true };
            told = (await ledger.Person("P1").Settle(command)).OrThrow();
            settlement = command.Settlement;
        }
        var others = ChangedPacks.With(
            "national.json", "\"own_scope\": \"personal_share\"", "\"own_scope\": \"in_scope\"");
        await using var later = await TestLedger.Start(store, policies: others);

        var found = (await later.Person("P1").FindSettlement(settlement)).OrThrow();

        Assert.NotEmpty(told.Trace!);
        Assert.Equal(kept ? told.Trace : null, found.Trace);
    }

    /// <summary>Of a relative whose money is not taken no more is kept than how much there could have been.</summary>
    [Fact]
    public async Task Nothing_is_kept_of_a_funder_whose_money_is_not_taken()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", area: "210399");
        await ledger.Enrol("F1", area: "210399", yuan: 30);
        await ledger.FormNetwork("N1", "F1", "P1");
        (await ledger.Settle(ledger.BillOf("P1", inScope: 50, area: "210300"))).OrThrow();

        var entry = Assert.Single(await ledger.Store.ReadByGrain()
            .Where(static placed => EventKinds.Decode(placed.Entry).Event is Settled).ToListAsync()).Entry;

        var heard = Assert.Single(((Settled)EventKinds.Decode(entry).Event).Heard);
        Assert.Equal((AidReason.TooLittle, 30m), (heard.Spared!.Why, heard.Spared.Could.Yuan));
        Assert.DoesNotContain("F1", Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal);
    }

    static LotPart OwnOf(AidPart[] aid) => new(2025, aid.Sum(static part => part.Amount));

    static DecidedAgain Again(Settled settled) =>
        DecidedAgain.Of(settled, TestLedger.Policies.For(settled.Insurance.Area, settled.Bill.RulesOf)!);

    static async Task<List<Settled>> SettlementsOf(TestLedger ledger) =>
        await ledger.Store.ReadByGrain()
            .Select(static placed => EventKinds.Decode(placed.Entry).Event).OfType<Settled>().ToListAsync();

    /// <summary>P1 has 50 yuan, and a relative with 100.</summary>
    static async Task<TestLedger> Family()
    {
        var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 50);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        return ledger;
    }
}
