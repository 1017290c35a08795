using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>What a refusal found is spelt as the administration reads and writes it.</summary>
public sealed class RefusalValueTests
{
    [Fact]
    public async Task A_refusal_spells_what_it_found_as_the_administration_does()
    {
        await using var ledger = await TestLedger.Start();
        foreach (var person in (string[])["P1", "P2", "P3", "P4", "F1"])
        {
            await ledger.Enrol(person, person == "P3" ? PersonKind.Resident : PersonKind.Active);
        }
        (await ledger.Person("P1").BlockAccount(
            new BlockAccount(ledger.NewOperation(), BlockReason.SuspectedMisuse))).OrThrow();
        await ledger.End("P2");
        await ledger.FormNetwork("N1", "F1");

        var blocked = await ledger.Settle(ledger.BillOf("P1", inScope: 40));
        var ended = await ledger.Settle(ledger.BillOf("P2", inScope: 40));
        var resident = await ledger.Person("P3").Credit(
            new CreditAccount(ledger.NewOperation(), Money.FromFen(1), ledger.Today.Year, CreditSource.Opening));
        await ledger.Suspend("P4");
        var member = await ledger.Network("N1").AddMember(ledger.AddOf("P4"));

        Assert.Equal("suspectedMisuse", blocked.Refusal?.Value);
        Assert.Equal("ended", ended.Refusal?.Value);
        Assert.Equal("resident", resident.Refusal?.Value);
        Assert.Equal("suspended", member.Refusal?.Value);
    }
}
