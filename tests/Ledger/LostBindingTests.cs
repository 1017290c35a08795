using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>The list of a person names a network that has no such member: half of an addition was lost when bindings
/// had no numbers.</summary>
public sealed class LostBindingTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <summary>In the second area networks are asked for an offer first.</summary>
    [Theory]
    [InlineData("610199")]
    [InlineData("210399")]
    public async Task With_the_next_settlement_such_a_network_is_left(string area)
    {
        var watched = new WatchedJournalStore(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(watched);
        await ledger.Enrol("F1", area: area, yuan: 100);
        await ledger.Enrol("P1", area: area);
        await ledger.FormNetwork("N1", "F1");
        (await ledger.Person("P1").JoinNetwork(NetworkId.Of("N1"), networksMax: null, binding: 0)).OrThrow();
        var listed = (await ledger.ViewOf("P1")).Networks;

        var first = (await ledger.Settle(ledger.BillOf("P1", inScope: 50, area: area[..4] + "00"))).OrThrow();
        await watched.Written("person.joining_undone.1", 1).WaitAsync(Soon);
        var next = (await ledger.Settle(ledger.BillOf("P1", inScope: 60, area: area[..4] + "00"))).OrThrow();

        Assert.Equal([NetworkId.Of("N1")], listed);
        Assert.Empty((await ledger.ViewOf("P1")).Networks);
        Assert.Contains(Reason.Of(DrawRefusal.NotAMember) with { Network = NetworkId.Of("N1") }, first.Reasons);
        Assert.Contains(Reason.Of(AidReason.NoBinding), next.Reasons);
    }
}
