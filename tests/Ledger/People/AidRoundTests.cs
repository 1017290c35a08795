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
        answers                      | left | over | short | why
        100                          | 0    | yes  | no    | the first pays all
        60                           | 40   | no   | yes   | the next is asked for the rest
        60 40                        | 0    | yes  | no    | two pay all
        60 30                        | 10   | yes  | yes   | as many have paid as may
        nothing_free                 | 100  | no   | yes   | who may pay has nothing
        nothing_free 100             | 0    | yes  | no    | who has nothing is no authorizer
        limit_used_up                | 100  | no   | yes   | who may pay has used it up
        not_a_member                 | 100  | no   | no    | who may not pay has not too little
        not_a_member 60 not_a_member | 40   | no   | yes   | one of three pays a part
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

        Assert.Equal(
            (Roles.Yuan(row[1]), row[2] == "yes", row[3] == "yes"), (round.Left, round.IsOver, round.Drawn.Short));
        Assert.Equal(Roles.Yuan("100") - round.Left, round.Drawn.Sum);
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "settle.aid_too_little")]
    public void Where_no_part_is_taken_too_little_is_refused(bool partPayment, string refused)
    {
        var decision = Decision(partPayment);
        var round = new AidRound(decision, attempt: 1);
        round.Note(Roles.Network, AnswerOf("60"));

        Assert.Equal(refused, Roles.Code(decision.Refuses(round.Drawn)));
    }

    static Answer<Granted> AnswerOf(string text) => text switch
    {
        "nothing_free" => Refusal.Of(DrawRefusal.NothingFree, "amount", ""),
        "limit_used_up" => Refusal.Of(DrawRefusal.LimitUsedUp, "amount", ""),
        "not_a_member" => Refusal.Of(DrawRefusal.NotAMember, "member", ""),
        _ => new Granted(Roles.Yuan(text), PersonNo.Of("F1"), Money.Zero),
    };

    static Decision Decision(bool partPayment = true)
    {
        var hundred = Roles.Yuan("100");
        var benefit = new Benefit(
            "v1", "310100", Money.Zero, 0.6m, hundred, hundred, hundred, CapLeft: null, Uses: [], Trace: []);
        var plan = new PaymentPlan(
            [PayerKind.FamilyAid],
            OwnCeiling: Money.Zero,
            AidCeiling: hundred,
            AccountsCeiling: hundred,
            Authorizers: 2,
            partPayment,
            Trace: []);
        return new Decision(LedgerWords.InsuranceOf(), benefit, plan, Roles.Today.Year);
    }
}
