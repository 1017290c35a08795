using Gongji.Ledger.People.Enrolment;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

public sealed class EnrollingTests
{
    /// <summary>Today is 2026-05-20. «was» are the first days of the insurances so far; none when nobody is enrolled.
    /// </summary>
    public static TheoryData<string[]> Changes => Table.Rows("", """
        was        | area   | from       | refused                        | why
                   | 610199 | 2026-01-01 | person.not_enrolled            | nobody is there to change
        2020-01-01 | 610199 | 2026-01-01 |                                | from a day on, area, kind and status change
        2020-01-01 | 610199 | 2027-01-01 |                                | a change may be known before it begins
        2020-01-01 | 610199 | 2020-01-01 |                                | the same day again: it is corrected
        2020-01-01 | 610199 | 2019-12-31 | person.change_before_insurance | what was settled then stays as it was
        2020-01-01 | 999999 | 2026-01-01 | person.area_not_covered        | no pack is for that area
        """);

    public static TheoryData<string[]> Orders => Table.Rows("", """
        networks | order | refused                | why
        N1 N2    | N2 N1 |                        | any order of exactly these
                 |       |                        | of none there is one order
        N1 N2    | N1    | person.networks_differ | one is left out
        N1 N2    | N1 N3 | person.networks_differ | one is another
        N1 N2    | N1 N1 | person.networks_differ | one stands there twice
        N1       | N1 N1 | person.networks_differ | one stands there twice
        """);

    public static TheoryData<string[]> Joins => Table.Rows("", """
        networks | most | refused                  | why
        N1       | 2    |                          | one more is allowed
        N1 N2    | 2    | person.too_many_networks | as many as the funder's area allows
        N1 N2    | none |                          | the area sets no limit
        """);

    [Theory]
    [MemberData(nameof(Changes))]
    public void Insurance_changes_from_a_day_on(string[] row)
    {
        var state = new EnrolmentState();
        foreach (var from in row[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            state.Person = Roles.Person;
            state.Insurances.Add(LedgerWords.InsuranceOf() with { From = Day(from) });
        }
        var insurance = LedgerWords.InsuranceOf(row[1]) with { From = Day(row[2]) };

        var decided = Enrolling.Decide(
            state, Roles.Facts, new ChangeInsurance(Operation.Of(OperationId.Of("H/1"), ""), insurance));

        Assert.Equal(row[3], Roles.Code(decided.Refusal));
        Assert.Equal(row[3].Length == 0 ? insurance : null, decided.Value?.Insurance);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Networks_are_put_in_an_order_of_all_of_them(string[] row)
    {
        var order = new OrderNetworks(Operation.Of(OperationId.Of("H/1"), ""), Networks(row[1]));

        var decided = Enrolling.Decide(MemberOf(row[0]), order);

        Assert.Equal(row[2], Roles.Code(decided.Refusal));
    }

    [Theory]
    [MemberData(nameof(Joins))]
    public void A_person_joins_as_many_networks_as_the_funders_area_allows(string[] row)
    {
        int? most = row[1] == "none" ? null : row[1][0] - '0';

        var refusal = Enrolling.RefusesToJoin(MemberOf(row[0]), Roles.Facts, most);

        Assert.Equal(row[2], Roles.Code(refusal));
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    static NetworkId[] Networks(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NetworkId.Of)];

    static EnrolmentState MemberOf(string networks) =>
        new() { Person = Roles.Person, Networks = [.. Networks(networks)] };
}
