using Gongji.Ledger.Draws;
using Gongji.Tests.Ledger.People;

namespace Gongji.Tests.Ledger;

public sealed class ClaimTests
{
    /// <summary>A draw meets what is known of its settlement: the open claim as attempt, member and yuan that were
    /// asked for, the highest attempt that was released, and whether it was captured.</summary>
    public static TheoryData<string[]> Draws => Table.Rows("", """
        draw    | open    | released | captured | answer                | why
        1 C1 60 |         | 0        | no       | new                   | nobody has heard of it
        1 C1 60 | 1 C1 60 | 0        | no       | known                 | the very same again
        1 C1 50 | 1 C1 60 | 0        | no       | draw.attempt_used     | the same attempt with other content
        1 C1 60 | 1 C1 60 care    | 0    | no   | known                 | the very same again, and all of it was kept
        1 C1 60 | 1 C1 60 day     | 0    | no   | draw.attempt_used     | the same attempt for another day's care
        1 C1 60 | 1 C1 60 rules   | 0    | no   | draw.attempt_used     | the same attempt by other rules
        1 C1 60 | 1 C1 60 premium | 0    | no   | draw.attempt_used     | the same attempt for another use
        2 C1 60 | 1 C1 60 | 0        | no       | new                   | a higher attempt takes its place
        1 C1 60 | 2 C1 60 | 0        | no       | draw.attempt_used     | a late message of a lower one
        2 C1 60 | 2 C1 60 | 1        | no       | known                 | an earlier one was released
        1 C1 60 |         | 1        | no       | draw.attempt_used     | once released it stays so
        2 C1 60 |         | 1        | no       | new                   | a higher one than was released
        1 C2 60 | 1 C1 60 | 0        | no       | draw.another_members  | the id is another member's
        2 C2 60 | 1 C1 60 | 0        | no       | draw.another_members  | with whatever attempt
        1 C1 60 |         | 0        | yes      | draw.captured_already | it was paid
        2 C1 60 | 1 C1 60 | 0        | yes      | draw.captured_already | whatever else is known
        """);

    [Theory]
    [MemberData(nameof(Draws))]
    public void A_draw_is_granted_once_an_attempt_and_never_after_a_later_one(string[] row)
    {
        var wanted = row[0].Split(' ');
        var draw = Roles.DrawOf(wanted[2], wanted[0][0] - '0', wanted[1]);

        var judged = Claims.Judge(draw, ClaimOf(row[1]), captured: row[3] == "yes", released: row[2][0] - '0');

        Assert.Equal(row[4], judged is not { } known ? "new" : known.IsRefused ? known.Refusal.Code : "known");
    }

    [Theory]
    [InlineData(4.999, false)]
    [InlineData(5, true)]
    [InlineData(-4.999, false)]
    [InlineData(-5, true)]
    public void A_claim_is_uncertain_when_it_is_five_seconds_old_by_whatever_clock(double seconds, bool isUncertain)
    {
        var claim = ClaimOf("1 C1 60")!;

        Assert.Equal(isUncertain, claim.IsUncertain(claim.Since.AddSeconds(seconds)));
    }

    /// <summary>A claim, of which it was not kept what it is for unless that is said.</summary>
    static Claim? ClaimOf(string text)
    {
        if (text.Split(' ') is not [var attempt, var member, var wanted, .. var kept])
        {
            return null;
        }
        var claim = new Claim(
            Roles.Settlement, attempt[0] - '0', PersonNo.Of(member), Roles.Yuan(wanted), DateTimeOffset.UnixEpoch);
        return kept switch
        {
            [] => claim,
            ["day"] => claim with { Purpose = AidPurpose.Payment, ServiceDate = Roles.Today.AddDays(-1) },
            ["rules"] => claim with { DecidedBy = Roles.Rules + "a" },
            ["premium"] => claim with { Purpose = AidPurpose.Premium, ServiceDate = Roles.Today },
            _ => claim with
            {
                Purpose = AidPurpose.Payment,
                ServiceDate = Roles.Today,
                DecidedBy = Roles.Rules,
            },
        };
    }

    sealed record Claim(
        SettlementId Settlement,
        int Attempt,
        PersonNo Patient,
        Money Wanted,
        DateTimeOffset Since,
        AidPurpose? Purpose = null,
        DateOnly? ServiceDate = null,
        string? DecidedBy = null) : IClaim;
}
