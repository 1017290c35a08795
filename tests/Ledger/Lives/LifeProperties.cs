using FsCheck.Xunit;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger.Lives;

/// <summary>What holds however two spouses change scheme, area, status and ties while they settle, reverse and settle
/// again. A story that goes wrong is shortened and told.</summary>
public sealed class LifeProperties
{
    [Property(Arbitrary = [typeof(Stories)], MaxTest = 100)]
    public async Task No_sum_is_lost_and_counters_are_what_a_plain_model_says(Story story)
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 5, 2, 0, 0, TimeSpan.Zero));
        await using var ledger = await TestLedger.Start(time: time);
        var life = new Life(ledger, time);
        await life.Begin();

        foreach (var happening in story.All)
        {
            await life.Let(happening);
            for (var who = 0; who < 2; who++)
            {
                await Compare(ledger, life, who);
            }
        }

        await Reach(life);
        await Balance(ledger);
    }

    static async Task Compare(TestLedger ledger, Life life, int who)
    {
        var view = await ledger.ViewOf(Life.NameOf(who));
        var used = view.Counters.Where(static used => !used.Value.IsZero)
            .ToDictionary(static used => used.Key, static used => used.Value.Yuan);
        var plain = life.Spouses[who];
        Assert.Equal(plain.Balance, (view.Historic + view.Current).Yuan);
        Assert.Equal(0, view.Held.Yuan);
        Assert.Equal(
            plain.Used.Where(static used => used.Value != 0).OrderBy(static used => used.Key, StringComparer.Ordinal),
            used.OrderBy(static used => used.Key, StringComparer.Ordinal));
    }

    /// <summary>Whoever is insured at all can pay with what is in the own account.</summary>
    static async Task Reach(Life life)
    {
        for (var who = 0; who < 2; who++)
        {
            await life.Settle(who, life.BillFor(who, 100_000));
            var ended = life.Spouses[who].Latest.Status == InsuranceStatus.Ended;
            Assert.True(ended || life.Spouses[who].Balance == 0);
        }
    }

    /// <summary>All that was posted sums to zero, and nothing is on the way.</summary>
    static async Task Balance(TestLedger ledger)
    {
        var accounts = new Dictionary<string, long>();
        await foreach (var (_, entry) in ledger.Store.ReadByGrain(CancellationToken.None))
        {
            if (EventKinds.Decode(entry).Event is IPosted posted)
            {
                foreach (var posting in posted.Postings)
                {
                    accounts[posting.Account] = accounts.GetValueOrDefault(posting.Account) + posting.Signed;
                }
            }
        }
        Assert.Equal(0, accounts.Values.Sum());
        Assert.All(
            accounts.Where(static account => account.Key.EndsWith("/transit", StringComparison.Ordinal)),
            static account => Assert.Equal(0, account.Value));
    }
}
