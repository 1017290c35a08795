using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>What a network asks of its members and tells them, and how often.</summary>
public sealed class AskedMembersTests
{
    const string Dalian = "210299";
    const string Anshan = "210399";

    [Fact]
    public async Task Whether_there_is_room_is_unknown_while_a_member_can_t_be_asked()
    {
        await using var store = new MemoryJournalStore();
        var calls = new BrokenCalls();
        await using var ledger = await TestLedger.Start(store, neighbours: calls);
        calls.To = ledger.Host;
        await WithFullNetwork(ledger);
        var before = await store.ReadByGrain().CountAsync();
        calls.Break(GrainKey.Person(PersonNo.Of("M3")), typeof(Standing), new TimeoutException("no answer"));

        var unknown = await Record.ExceptionAsync(() => ledger.Network("N1").AddMember(ledger.AddOf("M6")));
        var between = await store.ReadByGrain().CountAsync();
        calls.Mend();
        var known = await ledger.Network("N1").AddMember(ledger.AddOf("M6"));

        Assert.IsType<OverloadedException>(unknown);
        Assert.Equal(before, between);
        Assert.True(known.Refusal?.Is(NetworkRefusal.TooManyMembers));
    }

    [Fact]
    public async Task Who_is_being_told_of_an_end_is_not_told_of_it_again()
    {
        var calls = new SpiedCalls();
        await using var ledger = await TestLedger.Start(new MemoryJournalStore(), neighbours: calls);
        calls.To = ledger.Host;
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1");
        var member = (Grain: GrainKey.Person(PersonNo.Of("P1")), Answer: typeof(Answer<Done>));
        var joined = calls.Seen.Count(call => call == member);
        calls.CloseFor(member.Grain, member.Answer);
        var arrived = calls.Arrived(1);
        var removal = ledger.RemoveMember("N1", "P1");
        await arrived;

        var attended = ledger.Network("N1").Attend();
        calls.Open();
        await Task.WhenAll(removal, attended);

        Assert.Equal(joined + 1, calls.Seen.Count(call => call == member));
        Assert.Empty((await ledger.ViewOf("P1")).Networks);
    }

    [Fact]
    public async Task An_addition_that_another_activation_has_begun_never_comes_true_once_the_network_has_said_what_is()
    {
        var (store, calls) = (new MemoryJournalStore(), new SpiedCalls());
        await using var one = await TestLedger.Start(store, neighbours: calls);
        calls.To = one.Host;
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("F1", yuan: 100);
        await one.Enrol("P1");
        await one.FormNetwork("N1", "F1");
        calls.CloseFor(GrainKey.Person(PersonNo.Of("P1")), typeof(Answer<Done>));
        var arrived = calls.Arrived(1);
        var adding = Record.ExceptionAsync(() => one.Network("N1").AddMember(one.AddOf("P1")));
        await arrived;

        var tie = (await other.Network("N1").TieTo(PersonNo.Of("P1"))).OrThrow();
        calls.Open();

        Assert.IsType<OutcomeUnknownException>(await adding);
        Assert.Empty(tie.Said);
        Assert.Empty((await other.ViewOfNetwork("N1")).Members);
    }

    /// <summary>As many members as the area lets a network have, and one person more.</summary>
    static async Task WithFullNetwork(TestLedger ledger)
    {
        await ledger.Enrol("F1", area: Dalian);
        await ledger.FormNetwork("N1", "F1");
        for (var n = 1; n <= 6; n++)
        {
            await ledger.Enrol($"M{n}", area: Anshan);
        }
        for (var n = 1; n <= 5; n++)
        {
            await ledger.AddMember("N1", $"M{n}");
        }
    }
}
