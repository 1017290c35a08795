using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Funder;

namespace Gongji.Tests.Ledger.People;

public sealed class FundingTests
{
    static readonly Dictionary<string, (string Area, bool HistoricOnly)> Cities = new()
    {
        ["Xian"] = ("610199", false),
        ["Taiyuan"] = ("140199", true),
    };

    /// <summary>Credits and parts as year and yuan; «open» is the hold of an earlier attempt. Today is in 2026; in
    /// «Taiyuan» 1000 yuan stay in the account, and only credits of earlier years are shared.</summary>
    public static TheoryData<string[]> Holds => Table.Rows("", """
        area    | credits             | open     | wanted | parts           | why
        Xian    | 2025:100            |          | 60     | 2025:60         | as much as was asked for
        Xian    | 2025:100            |          | 160    | 2025:100        | less when there is less
        Xian    | 2024:30 2026:50     |          | 60     | 2024:30 2026:30 | the oldest credits first
        Xian    |                     |          | 60     |                 | nothing is there
        Xian    | 2025:100            | 2025:80  | 60     | 2025:60         | it stands in place of the open one
        Xian    | 2025:100            | 2025:80  | 160    | 2025:100        | what that held is free for it
        Taiyuan | 2025:1200           |          | 1500   | 2025:200        | the floor stays
        Taiyuan | 2025:1200           | 2025:200 | 150    | 2025:150        | above the floor is what the open one held
        Taiyuan | 2025:1000           |          | 1      |                 | nothing is above the floor
        Taiyuan | 2025:1200 2026:5000 |          | 1500   | 2025:1200       | the current year is floor enough
        Taiyuan | 2026:5000           |          | 100    |                 | the current year stays
        """);

    /// <summary>What is held is captured from the first part on.</summary>
    public static TheoryData<string[]> Captures => Table.Rows("", """
        held            | amount | parts           | why
        2024:30 2026:30 | 60     | 2024:30 2026:30 | all of it was used
        2024:30 2026:30 | 40     | 2024:30 2026:10 | the first credits first
        2024:30 2026:30 | 30     | 2024:30         | the second are not needed
        2024:30 2026:30 | 61     | refused         | more than is held
                        | 1      | refused         | nothing is held
        """);

    /// <summary>A hold of attempt 2 for C1's settlement.</summary>
    public static TheoryData<string[]> Releases => Table.Rows("", """
        attempt | patient | frees | why
        2       | C1      | yes   | this attempt will never commit
        3       | C1      | yes   | neither will any before it
        1       | C1      | no    | an old attempt says nothing of a new one
        2       | C2      | no    | another's settlement by the same name
        """);

    [Theory]
    [MemberData(nameof(Holds))]
    public void A_hold_takes_the_oldest_free_credits_that_the_area_lets_go(string[] row)
    {
        var (area, historicOnly) = Cities[row[0]];

        var placed = Placed(area, historicOnly, row[1], row[2], row[3]);

        Assert.Equal(row[4], Roles.Text(placed.Value?.Parts ?? []));
        Assert.Equal(row[4].Length == 0 ? "draw.nothing_free" : "", Roles.Code(placed.Refusal));
    }

    /// <summary>Credits and an open hold as year and yuan; figures in yuan.</summary>
    [Theory]
    [InlineData("610199", false, "2025:60.01", "", "60.01", "60.01", "", "", "")]
    [InlineData("610199", false, "2025:60.01", "", "60.02", "60.01", "draw.balance", "60.01", "0.00")]
    [InlineData("610199", false, "2025:80", "2025:50", "90", "80.00", "draw.balance", "80.00", "0.00")]
    [InlineData("610199", false, "", "", "60", "", "draw.balance", "0.00", "0.00")]
    [InlineData("140199", false, "2025:1200.01", "", "200.01", "200.01", "", "", "")]
    [InlineData("140199", false, "2025:1200.01", "", "200.02", "200.01", "draw.floor", "1200.01", "1000.00")]
    [InlineData("140199", false, "2025:1200", "2025:150", "300", "200.00", "draw.floor", "1200.00", "1000.00")]
    [InlineData("140199", false, "2025:233", "", "365.50", "", "draw.floor", "233.00", "1000.00")]
    [InlineData("140199", true, "2025:1200 2026:5000", "", "1500", "1200.00", "draw.earlier_years", "1200.00", "0.00")]
    [InlineData("140199", true, "2025:1200 2026:5", "", "1500", "205.00", "draw.floor", "1205.00", "1000.00")]
    [InlineData("140199", true, "2026:5000", "", "100", "", "draw.earlier_years", "0.00", "0.00")]
    public void What_bounds_a_hold_is_told_to_the_fen_with_the_rules_of_the_funders_area(
        string area,
        bool historicOnly,
        string credits,
        string open,
        string wanted,
        string held,
        string why,
        string of,
        string less)
    {
        var placed = Placed(area, historicOnly, credits, open, wanted);

        var (amount, bound, version) = placed.IsRefused
            ? ("", placed.Refusal.Bound, placed.Refusal.Version)
            : ($"{placed.Value.Amount}", placed.Value.Bound, placed.Value.Version);
        Assert.Equal(held, amount);
        Assert.Equal(why, bound is null ? "" : Reason.Of(bound.Why).Code);
        Assert.Equal((of, less), ($"{bound?.Of}", $"{bound?.Less}"));
        Assert.StartsWith($"{area[..4]}00@", version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("210299", "210200@", "aid.out_of_reach", "the funder's area reaches no further")]
    [InlineData("610199", "610100@", "", "it is the member's own")]
    public void The_rules_that_refuse_are_those_of_the_funders_area(
        string area, string version, string code, string why)
    {
        var state = Roles.Enrolled("2025:100", area: area);
        var hold = new Hold(Roles.Network, Relation.Child, Roles.Today, Roles.DrawOf("60"));

        var placed = Funding.Decide(state.Account, state.Enrolment, Roles.Facts, hold);

        Assert.True(code == Roles.Code(placed.Refusal), why);
        Assert.StartsWith(
            version, placed.IsRefused ? placed.Refusal.Version : placed.Value.Version, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_capture_pays_the_first_of_what_is_held(string[] row)
    {
        var state = Roles.Enrolled("2024:100 2026:100");
        if (row[0].Length > 0)
        {
            Place(state, row[0]);
        }
        var capture = new Capture(Roles.Settlement, 1, Roles.Network, Roles.Yuan(row[1]));

        var captured = Funding.Decide(Roles.Facts, state.Funder.Holds.Values.SingleOrDefault(), capture);

        Assert.Equal(row[2], captured.IsRefused ? "refused" : Roles.Text(captured.Value.Parts));
        Assert.Equal(0, Postings.Sum(captured.Value?.Postings ?? []));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public void A_release_frees_no_later_attempt_and_nobody_elses(string[] row)
    {
        var state = Roles.Enrolled("2025:100");
        Place(state, "2025:60", attempt: 2);
        var release = new Release(Roles.Settlement, row[0][0] - '0', Roles.Network, PersonNo.Of(row[1]));

        var frees = Funding.Frees(state.Funder.Holds.Values.Single(), release);

        Assert.Equal(row[2] == "yes", frees);
    }

    [Fact]
    public void What_is_returned_goes_into_the_lots_that_it_came_from()
    {
        var state = Roles.Enrolled("2024:30 2026:50");
        Place(state, "2024:30 2026:30");
        var hold = state.Funder.Holds.Values.Single();
        var capture = new Capture(Roles.Settlement, 1, Roles.Network, Roles.Yuan("40"));
        var captured = Funding.Decide(Roles.Facts, hold, capture).OrThrow();
        Roles.Apply(state, captured);

        var returned = Funding.Decide(
            Roles.Facts, captured, new Return(Roles.Settlement, Roles.Network, Roles.Yuan("40")));
        Roles.Apply(state, returned);

        Assert.Equal("2024:30 2026:50", string.Join(' ', state.Account.Lots.Select(
            static lot => $"{lot.Year}:{lot.Free.Yuan:0.##}")));
        Assert.False(state.HasOpenWork);
    }

    static Answer<HoldPlaced> Placed(string area, bool historicOnly, string credits, string open, string wanted)
    {
        var facts = historicOnly
            ? Roles.Facts with
            {
                Policies = ChangedPacks.With("shanxi.json", "\"historic_only\": false", "\"historic_only\": true"),
            }
            : Roles.Facts;
        var state = Roles.Enrolled(credits, area: area);
        if (open.Length > 0)
        {
            Place(state, open);
        }
        var draw = Roles.DrawOf(wanted, attempt: 2) with { Insurance = LedgerWords.InsuranceOf(area) };
        var hold = new Hold(Roles.Network, Relation.Child, Roles.Today, draw);
        return Funding.Decide(
            state.Account, state.Enrolment, facts, hold, state.Funder.Holds.Values.SingleOrDefault());
    }

    static void Place(PersonState state, string parts, int attempt = 1)
    {
        var held = Roles.Parts(parts);
        Roles.Apply(state, new HoldPlaced(
            Roles.Settlement,
            attempt,
            Roles.Network,
            PersonNo.Of("C1"),
            held.Sum(static part => part.Amount),
            held));
    }
}
