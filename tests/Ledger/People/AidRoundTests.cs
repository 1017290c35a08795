using System.Globalization;
using Gongji.Families;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Ledger.People;

public sealed class AidRoundTests
{
    /// <summary>100 yuan of aid are wanted, of two funders at most. Networks answer one after the other with yuan or
    /// with a refusal.</summary>
    public static TheoryData<string[]> Rounds => Table.Rows("", """
        answers                      | left | over | reasons           | why
        100                          | 0    | yes  |                   | the first pays all
        60                           | 40   | no   |                   | the next is asked for the rest
        60 40                        | 0    | yes  |                   | two pay all
        60 30                        | 10   | yes  |                   | as many have paid as may
        nothing_free 100             | 0    | yes  | draw.nothing_free | who has nothing is no authorizer
        limit_used_up                | 100  | no   | draw.limit_used_up | who may pay has used it up
        not_a_member 60              | 40   | no   | draw.not_a_member | one of two pays a part
        """);

    /// <summary>100 yuan of aid are wanted; this is what each network would grant of it.</summary>
    public static TheoryData<string[]> Choices => Table.Rows("", """
        offers           | most | parts | asked | reasons                                | why
        100              | 1    | yes   | N0    |                                        | it suffices
        1 100            | 1    | yes   | N1    | aid.others_pay N0                      | one yuan bars nobody
        100 100          | 1    | yes   | N0    | aid.others_pay N1                      | of equals the first
        60 40 10         | 2    | yes   | N0 N1 | aid.others_pay N2                      | the first two suffice
        10 60 40         | 2    | yes   | N1 N2 | aid.others_pay N0                      | the two that grant most
        30 60            | 1    | yes   | N1    | aid.others_pay N0                      | the most that one can pay
        60               | 1    | no    |       | aid.too_little N0                      | all or nothing
        30 100           | 1    | no    | N1    | aid.others_pay N0                      | one of them has all
        30 60            | 2    | no    |       | aid.too_little N0 aid.too_little N1    | not even together
        30 60            | 1    | no    |       | aid.others_pay N0 aid.too_little N1    | one that has more
        nothing_free 100 | 1    | no    | N1    | draw.nothing_free N0                   | who has nothing is passed
        nothing_free     | 1    | no    |       | draw.nothing_free N0                   | nobody has anything
        """);

    [Theory]
    [MemberData(nameof(Rounds))]
    public void Networks_are_asked_for_what_is_left_until_enough_have_paid(string[] row)
    {
        var round = new AidRound(Decision(), attempt: 1);

        foreach (var (n, answer) in row[0].Split(' ').Index())
        {
            Assert.False(round.IsOver);
            round.Note(NetworkId.Of($"N{n}"), AnswerOf(answer));
        }

        Assert.Equal((Roles.Yuan(row[1]), row[2] == "yes"), (round.Left, round.IsOver));
        Assert.Equal(Roles.Yuan("100") - round.Left, round.Drawn.Sum);
        Assert.Equal(row[3], string.Join(' ', round.Drawn.Reasons.Select(static reason => reason.Code)));
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Where_not_all_may_pay_those_are_drawn_on_who_grant_enough_or_most(string[] row)
    {
        var most = int.Parse(row[1], CultureInfo.InvariantCulture);
        var round = new AidRound(Decision(row[2] == "yes", most), attempt: 1);
        var offers = row[0].Split(' ')
            .Select(static (answer, n) => (NetworkId.Of($"N{n}"), AnswerOf(answer))).ToArray();

        var asked = round.Choose(offers);

        Assert.Equal(row[3], string.Join(' ', asked));
        Assert.Equal(row[4], string.Join(' ', round.Drawn.Reasons.Select(
            static reason => reason.Network is { } network ? $"{reason.Code} {network}" : reason.Code)));
    }

    [Theory]
    [InlineData(true, "60", true)]
    [InlineData(false, "60", false)]
    [InlineData(false, "100", true)]
    [InlineData(false, "nothing_free", true)]
    public void Where_no_part_is_taken_what_falls_short_is_not_taken(bool partPayment, string answer, bool taken)
    {
        var decision = Decision(partPayment);
        var round = new AidRound(decision, attempt: 1);
        round.Note(Roles.Network, AnswerOf(answer));

        Assert.Equal(taken, decision.Takes(round.Drawn));
    }

    /// <summary>100 yuan are wanted; the answers of networks, and what is told of each.</summary>
    [Theory]
    [InlineData(true, "100", "asked=100.00 > 100.00", "")]
    [InlineData(true, "60<limit 40<floor",
        "asked=100.00 bound=limit_of_year of=90.00 less=30.00 left=60.00 > 60.00"
        + " | asked=40.00 bound=floor of=1040.00 less=1000.00 left=40.00 > 40.00",
        "draw.limit_of_year N0 draw.floor N1")]
    [InlineData(true, "60", "asked=100.00 > 60.00", "")]
    [InlineData(true, "used_up",
        "asked=100.00 bound=limit_of_year of=30.00 less=30.00 left=0.00 > draw.limit_used_up", "draw.limit_used_up N0")]
    [InlineData(true, "suspended", "asked=100.00 status=suspended > aid.funder_not_normal", "aid.funder_not_normal N0")]
    [InlineData(true, "ended",
        "asked=100.00 ended=2026-03-01 > draw.funder_insurance_ended", "draw.funder_insurance_ended N0")]
    [InlineData(true, "blocked",
        "asked=100.00 blocked_on=2026-03-02 blocked_for=suspected_misuse > draw.account_blocked",
        "draw.account_blocked N0")]
    [InlineData(true, "unbound", "asked=100.00 unbound=2026-03-03 > draw.not_a_member", "draw.not_a_member N0")]
    [InlineData(true, "not_a_member", "asked=100.00 > draw.not_a_member", "draw.not_a_member N0")]
    [InlineData(false, "60<limit",
        "asked=100.00 could=60.00 bound=limit_of_year of=90.00 less=30.00 left=60.00 > aid.too_little"
        + " | could=60.00 asked=100.00 > 0.00",
        "draw.limit_of_year N0 aid.too_little N0")]
    [InlineData(false, "60<limit used_up",
        "asked=100.00 could=60.00 bound=limit_of_year of=90.00 less=30.00 left=60.00 > aid.too_little"
        + " | asked=40.00 bound=limit_of_year of=30.00 less=30.00 left=0.00 > draw.limit_used_up"
        + " | could=60.00 asked=100.00 > 0.00",
        "draw.limit_of_year N0 aid.too_little N0 draw.limit_used_up N1")]
    public void Of_each_network_it_is_told_what_it_was_asked_for_and_what_bound_it(
        bool partPayment, string answers, string steps, string reasons)
    {
        var decision = Decision(partPayment);
        var round = new AidRound(decision, attempt: 1);

        foreach (var (n, answer) in answers.Split(' ').Index())
        {
            round.Note(NetworkId.Of($"N{n}"), AnswerOf(answer));
        }
        var drawn = decision.Takes(round.Drawn) ? round.Drawn : round.Without(next: 2);

        Assert.Equal(steps, string.Join(" | ", StepsOf(decision, drawn).Select(static (step, n) =>
            $"{step.Input.Replace($"network=N{n} ", "", StringComparison.Ordinal)} > {step.Result}")));
        Assert.Equal(reasons, string.Join(' ', drawn.Reasons.Select(static each => $"{each.Code} {each.Network}")));
    }

    [Theory]
    [InlineData("60<limit", 2, "aid.draw funder@1 > aid.too_little | payers.part_payment v1 > 0.00")]
    [InlineData("60<limit 30", 1,
        "aid.draw funder@1 > aid.too_little | aid.draw > aid.others_pay | payers.part_payment v1 > 0.00")]
    [InlineData("not_a_member 60", 2,
        "aid.draw > draw.not_a_member | aid.draw > aid.too_little | payers.part_payment v1 > 0.00")]
    [InlineData("100 60<limit", 1, "aid.draw funder@1 > aid.others_pay")]
    [InlineData("not_a_member", 2, "aid.draw > draw.not_a_member")]
    public void Who_was_asked_for_an_offer_is_told_of_by_the_rules_that_decided(string answers, int most, string steps)
    {
        var decision = Decision(partPayment: false, most);
        var round = new AidRound(decision, attempt: 1);

        round.Choose([.. answers.Split(' ').Select(static (answer, n) => (NetworkId.Of($"N{n}"), AnswerOf(answer)))]);

        Assert.Equal(steps, string.Join(" | ", StepsOf(decision, round.Drawn).Select(static step =>
            $"{$"{step.Rule} {step.Version}".TrimEnd()} > {step.Result}")));
    }

    static Answer<Granted> AnswerOf(string text) => text switch
    {
        "nothing_free" => Refusal.Of(DrawRefusal.NothingFree, "amount", ""),
        "limit_used_up" => Refusal.Of(DrawRefusal.LimitUsedUp, "amount", ""),
        "not_a_member" => Refusal.Of(DrawRefusal.NotAMember, "member", ""),
        "used_up" => Refusal.Of(DrawRefusal.LimitUsedUp, "amount", "") with { Bound = LimitOf("30") },
        "suspended" => Refusal.Of(AidRefusal.FunderNotNormal, "funder_status", "Suspended"),
        "ended" => Refusal.Of(DrawRefusal.FunderInsuranceEnded, "funder_status", "2026-03-01"),
        "blocked" => Refusal.Of(DrawRefusal.AccountBlocked, "funder", "2026-03-02 suspectedMisuse"),
        "unbound" => Refusal.Of(DrawRefusal.NotAMember, "until", "2026-03-03"),
        "60<limit" => Granting("60", LimitOf("90")),
        "40<floor" => Granting("40", new Bound(DrawReason.Floor, Roles.Yuan("1040"), Roles.Yuan("1000"))),
        _ => new Granted(Roles.Yuan(text), PersonNo.Of("F1"), Money.Zero),
    };

    static TraceStep[] StepsOf(Decision decision, AidDrawn drawn) =>
        Steps.Of(decision.Benefit, decision.Plan, shownBy: null, drawn.Heard);

    static Bound LimitOf(string yuan) => new(DrawReason.LimitOfYear, Roles.Yuan(yuan), Roles.Yuan("30"));

    static Granted Granting(string yuan, Bound bound) =>
        new(Roles.Yuan(yuan), PersonNo.Of("F1"), Money.Zero, "funder@1", bound);

    static Decision Decision(bool partPayment = true, int authorizers = 2)
    {
        var hundred = Roles.Yuan("100");
        var benefit = new Benefit("v1", Layers: [], PersonPart: hundred, Counters: [], Trace: [], Reasons: []);
        var plan = new PaymentPlan(
            [PayerKind.FamilyAid],
            OwnCeiling: Money.Zero,
            AidCeiling: hundred,
            AccountsCeiling: hundred,
            authorizers,
            partPayment,
            Trace: [],
            Reasons: []);
        return new Decision(LedgerWords.InsuranceOf(), benefit, plan, Roles.Today.Year, heldCredits: false);
    }
}
