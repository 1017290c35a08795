using System.Globalization;
using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;

namespace Gongji.Tests.Ledger;

public sealed class UsedLimitTests
{
    static readonly DateTimeOffset Moment = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    /// <summary>M1 draws 30 yuan on 2026-05-31, of which 20 are used, and 7 for a day of 2027-05; M2 draws 5 on
    /// 2026-06-01.</summary>
    [Theory]
    [InlineData("M1", LimitPeriod.Month, "2026-05-01", 20)]
    [InlineData("M1", LimitPeriod.Month, "2026-06-01", 0)]
    [InlineData("M1", LimitPeriod.Month, "2027-05-31", 7)]
    [InlineData("M1", LimitPeriod.Year, "2026-12-31", 20)]
    [InlineData("M1", LimitPeriod.Year, "2027-01-01", 7)]
    [InlineData("M1", LimitPeriod.Year, "2025-05-31", 0)]
    [InlineData("M2", LimitPeriod.Month, "2026-05-31", 0)]
    [InlineData("M2", LimitPeriod.Month, "2026-06-30", 5)]
    [InlineData("M2", LimitPeriod.Year, "2026-01-01", 5)]
    [InlineData("M3", LimitPeriod.Year, "2026-06-01", 0)]
    public void Each_month_and_each_year_of_each_member_has_what_was_used_in_it(
        string member, LimitPeriod period, string day, int yuan)
    {
        var state = new NetworkState();
        IGrainEvent[] events =
        [
            Draw("S1", "M1", "2026-05-31", 30),
            new DrawCaptured(SettlementId.Of("S1"), Yuan(20)),
            Draw("S2", "M1", "2027-05-02", 7),
            Draw("S3", "M2", "2026-06-01", 5),
            Draw("S4", "M2", "2026-06-02", 9),
            new DrawReleased(SettlementId.Of("S4")),
        ];
        foreach (var (n, @event) in events.Index())
        {
            state.Apply(new Recorded(n + 1, Moment, null, @event));
        }

        Assert.Equal(Yuan(yuan), state.UsedIn(PersonNo.Of(member), period, Day(day)));
    }

    static Drawn Draw(string settlement, string member, string day, int yuan) => new(
        SettlementId.Of(settlement),
        1,
        PersonNo.Of(member),
        Yuan(yuan),
        Yuan(yuan),
        Yuan(100),
        AidPurpose.Payment,
        Day(day));

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static Money Yuan(int yuan) => Money.FromFen(yuan * 100);
}
