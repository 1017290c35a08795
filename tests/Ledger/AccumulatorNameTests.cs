namespace Gongji.Tests.Ledger;

/// <summary>What is written can be read again, whatever a pack that is let in calls its accumulators.</summary>
public sealed class AccumulatorNameTests
{
    [Theory]
    [InlineData("o")]
    [InlineData("a_name_of_as_many_letters_as_a_pack_may_")]
    public async Task A_person_who_has_settled_by_a_pack_that_was_let_in_can_be_read_again(string accumulator)
    {
        var packs = ChangedPacks.With(
            "xian.json", "\"accumulator\": \"outpatient\"", $"\"accumulator\": \"{accumulator}\"");
        var store = new MemoryJournalStore();
        await using (var ledger = await TestLedger.Start(store, policies: packs))
        {
            await ledger.Enrol("P1", yuan: 1_000);
            (await ledger.Settle(ledger.BillOf("P1", inScope: 400))).OrThrow();
        }

        await using var again = await TestLedger.Start(store, policies: packs);

        var used = (await again.ViewOf("P1")).Counters;
        Assert.All(used, use => Assert.StartsWith(accumulator + ".", use.Counter.Name, StringComparison.Ordinal));
        Assert.NotEmpty(used);
    }

    [Fact]
    public void The_longest_name_that_a_pack_may_give_can_be_kept_of_the_longest_visit()
    {
        var longest = new CounterKey(
            AreaCode.Of("610100"),
            Scheme.Employee,
            new string('a', 40) + ".deductible",
            Period.Of("visit/" + new string('V', 30)));

        Assert.Equal(longest, CounterKey.Of(longest.Value));
    }
}
