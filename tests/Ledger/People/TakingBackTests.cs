using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

/// <summary>What a credit that is taken back takes out of the account, and what of it is owed.</summary>
public sealed class TakingBackTests
{
    static readonly OperationId Credit = OperationId.Of("admin/credit/1");

    /// <summary>Credits, holds and parts as year and yuan. The credit that is taken back is one of 500 yuan of 2026;
    /// what is there now stands in the first column.</summary>
    public static TheoryData<string[]> Cases => Table.Rows("", """
        there            | held     | amount | parts             | owed   | why
        2026:500         |          |        | 2026:500          | 0      | nothing was spent
        2026:500         |          | 49.08  | 2026:49.08        | 0      | a part of it
        2026:10          |          | 49.08  | 2026:10           | 39.08  | the rest was spent
                         |          |        |                   | 500    | all of it was spent
        2025:80 2026:500 |          |        | 2026:500          | 0      | other years stay as they are
        2025:80 2026:400 |          |        | 2026:400 2025:80  | 20     | it had let other years' credits stay
        2024:9 2025:600  |          |        | 2024:9 2025:491   | 0      | the oldest first where its own year is spent
        2026:500         | 2026:40  |        | 2026:460          | 40     | what is held for a relative is not there
        2025:80 2026:500 | 2025:80  | 500    | 2026:500          | 0      | nothing more is needed
        2025:80 2026:500 | 2026:500 |        | 2025:80           | 420    | of what is held nothing is taken
        """);

    public static TheoryData<string[]> Refusals => Table.Rows("", """
        amount | refused                   | why
        0      | person.amount_is_zero     | nothing is no amount
        500    |                           | all of it
        500.01 | person.more_than_credited | more than there ever was
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_free_goes_back_and_the_rest_is_owed(string[] row)
    {
        var state = Roles.Enrolled(row[0]);
        if (row[1].Length > 0)
        {
            Roles.Apply(state, new HoldPlaced(
                Roles.Settlement, 1, Roles.Network, PersonNo.Of("C1"), Money.Zero, Roles.Parts(row[1])));
        }

        var taken = TakeBack(state, row[2]).OrThrow();
        Roles.Apply(state, taken);

        Assert.Equal((row[3], Roles.Yuan(row[4])), (Roles.Text(taken.Parts), taken.Owed));
        Assert.Equal(Roles.Yuan(row[4]), state.Account.Owed);
        Assert.Equal(state.Account.Held, Roles.Parts(row[1]).Sum(static part => part.Amount));
        Assert.Equal(0, Postings.Sum(taken.Postings));
        Assert.Equal(
            ("fund/610100/310100", Side.Credit, Roles.Yuan(row[2].Length > 0 ? row[2] : "500")),
            taken.Postings.Select(static posting => (posting.Account, posting.Side, posting.Amount)).Last());
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void No_more_than_was_credited_is_taken_back_and_no_less_than_a_fen(string[] row)
    {
        var taken = TakeBack(Roles.Enrolled("2026:500"), row[0]);

        Assert.Equal(row[1], Roles.Code(taken.Refusal));
    }

    [Fact]
    public void A_credit_that_a_journal_takes_back_twice_can_not_follow()
    {
        var state = Roles.Enrolled("2026:500 2025:500");
        var taken = TakeBack(state, "").OrThrow();
        Roles.Apply(state, taken);

        Assert.Throws<InvalidOperationException>(() => Roles.Apply(state, taken, sequence: 2));
    }

    [Fact]
    public void A_credit_that_pays_more_than_is_owed_can_not_follow()
    {
        var state = Roles.Enrolled();
        state.Account.Owed = Money.FromFen(1);

        Assert.ThrowsAny<ArgumentException>(() => Roles.Apply(
            state, new Credited(Money.FromFen(5), 2026, "opening", Money.FromFen(2), [])));
    }

    static Answer<CreditTakenBack> TakeBack(PersonState state, string amount)
    {
        var credited = new Credited(
            Roles.Yuan("500"),
            2026,
            "retirement",
            Money.Zero,
            [
                Posting.Debit("fund/610100/310100", Roles.Yuan("500")),
                Posting.Credit("person/P1/own/2026", Roles.Yuan("500")),
            ]);
        var command = new TakeBackCredit(
            Operation.Of(OperationId.Of("H/2"), ""),
            Credit,
            TakeBackReason.Corrected,
            amount.Length > 0 ? Roles.Yuan(amount) : null);
        return TakingBack.Decide(state.Account, Roles.Facts, credited, command);
    }
}
