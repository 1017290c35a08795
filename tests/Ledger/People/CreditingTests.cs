using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

public sealed class CreditingTests
{
    /// <summary>In yuan; today is in 2026.</summary>
    public static TheoryData<string[]> Credits => Table.Rows("", """
        kind     | has       | source       | amount   | year | refused                  | why
        Active   |           | Opening      | 100      | 2026 |                          | of this year
        Retired  | 2025:20   | Opening      | 100      | 1998 |                          | from the first year on
        Active   |           | Contribution | 100      | 2026 |                          | the own premium
        Retired  |           | Contribution | 100      | 2026 |                          | a month before the retirement
        Retired  |           | Retirement   | 100      | 2026 |                          | the flat sum of a month
        Active   |           | Retirement   | 100      | 2026 | person.not_retired       | who works pays a premium
        Flexible |           | Retirement   | 100      | 2026 | person.not_retired       | and so does a flexible worker
        Active   |           | Opening      | 100      | 1997 | person.year_out_of_range | there were no accounts
        Active   |           | Opening      | 100      | 2027 | person.year_out_of_range | nobody has earned it yet
        Active   |           | Opening      | 0        | 2026 | person.amount_is_zero    | nothing is no credit
        Resident |           | Opening      | 100      | 2026 | person.no_account        | residents have none
        Resident |           | Retirement   | 100      | 2026 | person.no_account        | the retired of them neither
        Active   | 2026:0.01 | Opening      | the most | 2026 | person.balance_too_large | no fen more can be kept
        Active   |           | Opening      | the most | 2026 |                          | exactly the most
        """);

    /// <summary>What is owed of credits that were taken back, and what the next credit leaves.</summary>
    public static TheoryData<string[]> Payments => Table.Rows("", """
        owed  | credit | brings | left  | why
        0     | 103.64 | 103.64 | 0     | nothing is owed
        39.08 | 103.64 | 64.56  | 0     | the claim comes first
        39.08 | 39.08  | 0      | 0     | to the fen
        39.08 | 39.07  | 0      | 0.01  | a fen stays owed
        500   | 120    | 0      | 380   | the next credits pay the rest
        """);

    [Theory]
    [MemberData(nameof(Credits))]
    public void Whoever_has_an_account_is_credited_what_it_can_keep(string[] row)
    {
        var state = Roles.Enrolled(row[1], Enum.Parse<PersonKind>(row[0]));
        var source = Enum.Parse<CreditSource>(row[2]);
        var amount = row[3] == "the most" ? Money.Largest : Roles.Yuan(row[3]);
        var command = new CreditAccount(
            Operation.Of(OperationId.Of("H/1"), ""), amount, int.Parse(row[4], null), source);

        var decided = Crediting.Decide(state.Account, state.Enrolment, Roles.Facts, command);

        Assert.Equal(row[5], Roles.Code(decided.Refusal));
        Assert.Equal(
            row[5].Length == 0 ? [(FromOf(source), Side.Debit), ($"person/P1/own/{row[4]}", Side.Credit)] : [],
            (decided.Value?.Postings ?? []).Select(static posting => (posting.Account, posting.Side)));
    }

    [Theory]
    [MemberData(nameof(Payments))]
    public void A_credit_pays_first_what_is_owed_of_credits_that_were_taken_back(string[] row)
    {
        var state = Roles.Enrolled();
        state.Account.Owed = Roles.Yuan(row[0]);
        var command = new CreditAccount(
            Operation.Of(OperationId.Of("H/1"), ""), Roles.Yuan(row[1]), 2026, CreditSource.Contribution);

        var credited = Crediting.Decide(state.Account, state.Enrolment, Roles.Facts, command).OrThrow();
        Roles.Apply(state, credited);

        Assert.Equal((Roles.Yuan(row[2]), Roles.Yuan(row[3])), (state.Account.Balance, state.Account.Owed));
        Assert.Equal(
            (Roles.Yuan(row[1]), Roles.Yuan(row[2]), Roles.Yuan(row[0])
                .LessOrZero(Roles.Yuan(row[3]))),
            (On(credited, "contributions/"), On(credited, "person/P1/own/"), On(credited, "person/P1/owed")));
    }

    static string FromOf(CreditSource source) => source switch
    {
        CreditSource.Contribution => "contributions/610100/contribution",
        CreditSource.Retirement => "fund/610100/310100",
        CreditSource.Opening => "contributions/610100/opening",
    };

    static Money On(Credited credited, string account) => credited.Postings
        .Where(posting => posting.Account.StartsWith(account, StringComparison.Ordinal))
        .Sum(static posting => posting.Amount);
}
