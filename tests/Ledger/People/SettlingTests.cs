using System.Globalization;
using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

/// <summary>How a patient's bill is decided: whose it is, who pays, and how it is undone.</summary>
public sealed class SettlingTests
{
    /// <summary>A bill of V1, batch 1, seal 2, of 100 yuan, unless the row says otherwise.</summary>
    public static TheoryData<string[]> Bills => Table.Rows("", """
        of | total | own | barred | void | refused                     | why
        P1 | 100   | 0   | 0      | 0    |                             | an ordinary bill
        P1 | 100   | 0   | 100    | 0    |                             | accounts may pay nothing of it
        P2 | 100   | 0   | 0      | 0    | settle.other_persons_bill   | another person's
        P1 | 0     | 0   | 0      | 0    | settle.bill_is_zero         | nothing to pay
        P1 | 100   | 1   | 0      | 0    | settle.bill_does_not_add_up | the parts are more than the total
        P1 | 100   | 0   | 101    | 0    | settle.bill_does_not_add_up | more is barred than there is
        P1 | 100   | 0   | 0      | 1    |                             | an earlier seal is void
        P1 | 100   | 0   | 0      | 2    | settle.bill_void            | its lines were taken back
        P1 | 100   | 0   | 0      | 3    | settle.bill_void            | so was a later seal
        """);

    /// <summary>Yuan; Xi'an, level 2, ratio 60% above 200 in a year. «aid» is what one network grants.</summary>
    public static TheoryData<string[]> Payments => Table.Rows("", """
        credits         | account | scope | aid | own             | cash | why
        2024:30 2026:50 | yes     | 60    | 0   | 2024:30 2026:30 | 0    | surplus before the current year
        2024:30 2026:50 | no      | 60    | 0   |                 | 60   | accounts are not to be used
        2024:30         | yes     | 60    | 20  | 2024:30         | 10   | relatives pay after the own account
                        | yes     | 60    | 60  |                 | 0    | relatives pay all
        2026:500        | yes     | 700   | 0   | 2026:400        | 0    | above 200 the pool pays 60%
        """);

    [Theory]
    [MemberData(nameof(Bills))]
    public void A_bill_is_settled_for_its_patient_while_it_is_whole_and_not_void(string[] row)
    {
        var state = Roles.Enrolled();
        Roles.Apply(state, new BillsVoided(VisitId.Of("V1"), [new SealedBatch(BatchNo.Of("1"), row[4][0] - '0')]));
        var total = Roles.Yuan(row[1]);
        var amounts = new BillAmounts(
            total, Roles.Yuan(row[2]), Money.Zero, Money.Zero, total, Roles.Yuan(row[3]));

        var refusal = Billing.RefusesBill(
            state.Patient, state.Enrolment, Roles.Facts, Roles.BillOf(amounts) with { Person = PersonNo.Of(row[0]) });

        Assert.Equal(row[5], Roles.Code(refusal));
    }

    [Theory]
    [MemberData(nameof(Payments))]
    public void Pool_own_account_relatives_and_cash_pay_in_the_order_of_the_area(string[] row)
    {
        var state = Roles.Enrolled(row[0]);
        var settled = Settled(state, row[2], aid: row[3], useAccount: row[1] == "yes");

        Assert.Equal(row[4], Roles.Text(settled.Own));
        Assert.Equal(Roles.Yuan(row[5]), settled.Cash);
        Assert.Equal(0, Postings.Sum(settled.Postings));
    }

    /// <summary>A bill of 60 yuan; what aid pays before the account does leaves less for it.</summary>
    [Theory]
    [InlineData("own_historic, own_current, family_aid", "2024:10 2026:20", "30", true)]
    [InlineData("own_historic, own_current, family_aid", "2026:60", "0", false)]
    [InlineData("family_aid, own_historic, own_current", "2026:20", "40", false)]
    [InlineData("family_aid, own_historic, own_current", "2026:20", "30", true)]
    [InlineData("own_historic, family_aid, own_current", "2024:10 2026:20", "50", false)]
    [InlineData("own_historic, family_aid, own_current", "2024:10 2026:20", "20", true)]
    public void An_account_that_leaves_to_others_what_it_might_have_paid_says_so(
        string order, string credits, string aid, bool says)
    {
        var settled = Settled(Roles.Enrolled(credits), "60", aid, useAccount: true, facts: InOrder(order));

        Assert.Equal(says, settled.Reasons.Any(static reason => reason.Is(AccountReason.TooLittle)));
    }

    [Theory]
    [InlineData("2026:60", "", "of the year of the service: relatives pay before it")]
    [InlineData("2025:60", "2025:60", "of an earlier year: it pays before relatives")]
    public void What_is_settled_a_year_later_is_paid_as_in_the_year_of_the_service(
        string credits, string own, string why)
    {
        var facts = InOrder("own_historic, family_aid, own_current") with { Today = Roles.Today.AddYears(1) };

        var settled = Settled(Roles.Enrolled(credits), "60", aid: own.Length == 0 ? "60" : "0", true, facts: facts);

        Assert.True(own == Roles.Text(settled.Own), why);
    }

    [Fact]
    public void What_was_settled_and_undone_leaves_account_and_counters_as_they_were()
    {
        var state = Roles.Enrolled("2024:30 2026:500");
        var settled = Settled(state, "700", aid: "0", useAccount: true);
        Roles.Apply(state, settled, sequence: 1);
        var between = state.Account.Balance;

        Roles.Apply(state, Reversing.Undo(state.Account, settled), sequence: 2);

        Assert.Equal((130, 530), (between.Yuan, state.Account.Balance.Yuan));
        Assert.All(state.Patient.Used.Items, static use => Assert.True(use.Used.IsZero));
        Assert.False(state.Patient.LiveBatches.Has(PatientState.BatchKey(settled.Bill.Visit, settled.Bill.Batch)));
    }

    [Theory]
    [InlineData("V1", false, "Reversed")]
    [InlineData("", false, "Reversed")]
    [InlineData("V2", false, "reverse.other_visit")]
    [InlineData("V2", true, "reverse.other_visit")]
    [InlineData("V1", true, "ReversedAlready")]
    public void A_settlement_is_undone_once_and_by_its_own_visit(string visit, bool before, string becomes)
    {
        var state = Roles.Enrolled("2026:100");
        var settled = Settled(state, "60", aid: "0", useAccount: true);
        Roles.Apply(state, settled, sequence: 1);
        if (before)
        {
            Roles.Apply(state, Reversing.Undo(state.Account, settled), sequence: 2);
        }

        var decided = Reversing.Decide(
            state.Commits, state.Account, settled, visit.Length == 0 ? null : VisitId.Of(visit));

        Assert.Equal(becomes, decided.IsRefused ? decided.Refusal.Code : decided.Value.GetType().Name);
    }

    /// <summary>What is settled and undone one after the other, each of a visit of its own, and the days that pass
    /// between; the last one names an equal settlement, or none.</summary>
    [Theory]
    [InlineData("a", "", "nothing was settled before")]
    [InlineData("a a", "S1", "the same lines of the same day")]
    [InlineData("b a", "", "other lines")]
    [InlineData("a a a", "S2", "the newest of those that stand")]
    [InlineData("a -1 a", "", "it was undone")]
    [InlineData("a a -2 a", "S1", "the newer one was undone")]
    [InlineData("a b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b a", "S1", "32 are remembered")]
    [InlineData("a b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b a", "", "the 33rd is not")]
    [InlineData("a +31 b a", "S1", "it is remembered for 31 days")]
    [InlineData("a +32 b a", "", "and not for longer")]
    [InlineData("a +32 a", "S1", "when nothing was booked since")]
    [InlineData("a +32 b -2 a", "", "what was forgotten does not come back")]
    public void A_settlement_names_one_that_stands_for_the_same_lines(string story, string equal, string why)
    {
        var state = Roles.Enrolled("2026:100");
        var (made, passed) = (new List<Settled>(), TimeSpan.Zero);
        foreach (var (sequence, step) in story.Split(' ').Index())
        {
            if (step[0] == '+')
            {
                passed += TimeSpan.FromDays(int.Parse(step, CultureInfo.InvariantCulture));
                continue;
            }
            if (step[0] == '-')
            {
                Roles.Apply(state, Reversing.Undo(state.Account, made[step[1] - '1']), sequence + 1, passed);
                continue;
            }
            var settled = Settled(state, "1", aid: "0", useAccount: true, $"S{made.Count + 1}", digest: step);
            Roles.Apply(state, settled, sequence + 1, passed);
            made.Add(settled);
        }

        Assert.True(equal == $"{made[^1].EqualTo}", why);
        Assert.True(state.Patient.Recent.Count <= 32);
    }

    /// <summary>The facts of today, where payers stand in this order.</summary>
    static Facts InOrder(string order)
    {
        static string Listed(string order) =>
            $"\"order\": [{string.Join(", ", order.Split(", ").Select(static payer => $"\"{payer}\""))}]";
        return Roles.Facts with
        {
            Policies = ChangedPacks.With(
                "national.json", Listed("own_historic, own_current, family_aid"), Listed(order)),
        };
    }

    static Settled Settled(
        PersonState state,
        string scope,
        string aid,
        bool useAccount,
        string settlement = "S1",
        string digest = "digest",
        Facts? facts = null)
    {
        facts ??= Roles.Facts;
        var total = Roles.Yuan(scope);
        var amounts = new BillAmounts(total, Money.Zero, Money.Zero, Money.Zero, total, Money.Zero);
        var bill = Roles.BillOf(amounts) with { Visit = VisitId.Of($"V{settlement[1..]}"), Digest = digest };
        var command = new Settle(
            Operation.Of(OperationId.Of("H/1"), bill.Digest), SettlementId.Of(settlement), bill, useAccount);
        var decision = Settling.Decide(
            state.Patient, state.Enrolment, state.Account, facts, command).OrThrow();
        var round = new AidRound(decision, attempt: 1);
        if (!Roles.Yuan(aid).IsZero)
        {
            round.Note(Roles.Network, new Granted(Roles.Yuan(aid), PersonNo.Of("F1"), Money.Zero));
        }
        return Settling.Compose(state.Patient, state.Account, facts, command, decision, round.Drawn).OrThrow();
    }
}
