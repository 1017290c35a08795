using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

public sealed class CreditingTests
{
    /// <summary>In yuan; today is in 2026.</summary>
    public static TheoryData<string[]> Credits => Table.Rows("", """
        kind     | has       | amount   | year | refused                  | why
        Active   |           | 100      | 2026 |                          | of this year
        Retired  | 2025:20   | 100      | 1998 |                          | carried over from the first year
        Active   |           | 100      | 1997 | person.year_out_of_range | there were no accounts
        Active   |           | 100      | 2027 | person.year_out_of_range | nobody has earned it yet
        Active   |           | 0        | 2026 | person.amount_is_zero    | nothing is no credit
        Resident |           | 100      | 2026 | person.no_account        | residents have none
        Active   | 2026:0.01 | the most | 2026 | person.balance_too_large | no fen more can be kept
        Active   |           | the most | 2026 |                          | exactly the most that can be kept
        """);

    [Theory]
    [MemberData(nameof(Credits))]
    public void Whoever_has_an_account_is_credited_what_it_can_keep(string[] row)
    {
        var state = Roles.Enrolled(row[1], Enum.Parse<PersonKind>(row[0]));
        var amount = row[2] == "the most" ? Money.Largest : Roles.Yuan(row[2]);
        var command = new CreditAccount(
            Operation.Of(OperationId.Of("H/1"), ""), amount, int.Parse(row[3], null), "opening");

        var decided = Crediting.Decide(state.Account, state.Enrolment, Roles.Facts, command);

        Assert.Equal(row[4], Roles.Code(decided.Refusal));
        Assert.Equal(
            row[4].Length == 0
                ? [("contributions/610100/opening", Side.Debit), ($"person/P1/{row[3]}", Side.Credit)]
                : [],
            (decided.Value?.Postings ?? []).Select(static posting => (posting.Account, posting.Side)));
    }
}
