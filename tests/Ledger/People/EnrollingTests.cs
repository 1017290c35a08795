using Gongji.Ledger.Books;
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
        N1 NX    | 2    |                          | it stands in the list already
        """);

    /// <summary>What was heard of NX so far: «+3» that binding 3 was joined, «-3» that it was left, «+» and «-» of the
    /// time when bindings had no numbers. Then a word comes, «?» being of an addition that came to nothing.</summary>
    public static TheoryData<string[]> Words => Table.Rows("", """
        heard | word | is listed | is recorded | why
              | +1   | yes       | yes         | the first of all
              | -0   | no        | no          | it never was in the list
              | ?1   | no        | yes         | the addition may still come
        +     | +1   | yes       | yes         | from now on it has a number
        +     | -0   | no        | yes         | one from before they had numbers ends
        +     | ?2   | no        | yes         | so does one that the network never knew
        +1    | +1   | yes       | no          | again
        +1    | -1   | no        | yes         | its end
        +1    | ?1   | no        | yes         | the network did not bind after all
        +2    | -1   | yes       | no          | the end of one before came late
        +2    | ?1   | yes       | no          | so did that of an addition
        +2    | +1   | yes       | no          | an addition from before came late
        +2    | +3   | yes       | yes         | the network bound anew
        +1    | -2   | no        | yes         | the last addition came to nothing and was never heard of
        -1    | -1   | no        | no          | again
        -1    | +1   | no        | no          | the addition came after its end
        -     | +1   | yes       | yes         | bound anew, now by a number
        ?1    | +1   | no        | no          | the addition came after it had come to nothing
        ?1    | ?1   | no        | no          | again
        ?1    | +2   | yes       | yes         | the next one does not
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

        var refusal = Enrolling.RefusesToJoin(MemberOf(row[0]), Roles.Facts, NetworkId.Of("NX"), most);

        Assert.Equal(row[2], Roles.Code(refusal));
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Of_several_words_on_bindings_the_last_binding_s_counts(string[] row)
    {
        var state = new EnrolmentState { Person = Roles.Person };
        Take(state, EventOf(row[0]));
        var (network, binding) = (NetworkId.Of("NX"), row[1][1] - '0');

        var recorded = row[1][0] != '+' ? Enrolling.Leave(state, network, row[1][0] == '-', binding)
            : state.HasHeardOf(network, binding) ? null
            : new NetworkJoined(network, binding);
        Take(state, recorded);

        Assert.Equal(row[3] == "yes", recorded is not null);
        Assert.Equal(row[2] == "yes", state.Networks.SequenceEqual([network]));
    }

    [Fact]
    public void Who_never_was_a_member_has_left_nothing()
    {
        var state = new EnrolmentState { Person = Roles.Person };

        Take(state, EventOf("+1"));
        Take(state, Enrolling.Leave(state, NetworkId.Of("NX"), wasMember: false, binding: 1));
        var undone = state.Left.ToArray();
        Take(state, EventOf("+2"));
        Take(state, Enrolling.Leave(state, NetworkId.Of("NX"), wasMember: true, binding: 2));

        Assert.Empty(undone);
        Assert.Equal([NetworkId.Of("NX")], state.Left);
    }

    static void Take(EnrolmentState state, IGrainEvent? @event)
    {
        if (@event is not null)
        {
            state.Apply(new Recorded(1, default, null, @event));
        }
    }

    static IGrainEvent? EventOf(string word)
    {
        int? binding = word.Length < 2 ? null : word[1] - '0';
        return word.Length == 0 ? null
            : word[0] == '+' ? new NetworkJoined(NetworkId.Of("NX"), binding)
            : word[0] == '-' ? new NetworkLeft(NetworkId.Of("NX"), binding)
            : new JoiningUndone(NetworkId.Of("NX"), binding!.Value);
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    static NetworkId[] Networks(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(NetworkId.Of)];

    static EnrolmentState MemberOf(string networks) =>
        new() { Person = Roles.Person, Networks = [.. Networks(networks)] };
}
