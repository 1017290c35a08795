using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Visits;

namespace Gongji.Tests.Journal;

/// <summary>The bytes of every kind of event: the kind, a tab, the body. What is in the file is in somebody's journal:
/// a line stays as it is, and a changed event gets the next number and a line of its own. One that got a member which
/// may be missing gets a further line, with every member in it, after the one from before.</summary>
public sealed partial class GoldenEventsTests
{
    static readonly ILookup<string, string> Lines =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden", "events.txt"))
            .Select(static line => line.Split('\t'))
            .ToLookup(static parts => parts[0], static parts => parts[1]);

    static readonly Dictionary<string, string> Golden =
        Lines.ToDictionary(static lines => lines.Key, static lines => lines.Last());

    static readonly IReadOnlyDictionary<string, Type> Shapes = EventKinds.Bodies;

    public static TheoryData<string> Written => [.. EventKinds.All.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> WrittenLines
    {
        get
        {
            var lines = new TheoryData<string, string>();
            foreach (var (kind, line) in EventKinds.All.Keys.SelectMany(
                static kind => Lines[kind].Select(line => (kind, line))))
            {
                lines.Add(kind, line);
            }
            return lines;
        }
    }

    public static TheoryData<string> Kinds => [.. Shapes.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_kind_of_event_has_its_line()
    {
        Assert.Equal(Shapes.Keys.Order(StringComparer.Ordinal), Golden.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(WrittenLines))]
    public void An_event_is_read_and_written_again_to_the_same_bytes(string kind, string line)
    {
        var read = Read(kind, line);

        var (again, body) = EventKinds.Encode(Some.Grain("grain/g"), read.Event);

        Assert.Equal(kind, again);
        Assert.Equal(line, Encoding.UTF8.GetString(body));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Every_member_of_an_event_stands_in_its_line(string kind)
    {
        var absent = Absent(Shapes[kind], JsonNode.Parse(Golden[kind]), kind);

        Assert.Empty(absent);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_with_a_member_that_its_kind_does_not_know_is_not_read(string kind)
    {
        var body = JsonNode.Parse(Golden[kind])!.AsObject();
        body["unheard"] = 1;

        var error = Assert.Throws<JsonException>(() => Read(kind, body.ToJsonString(LedgerJson.Options)));

        Assert.Contains("'unheard'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_without_one_of_its_members_is_not_read(string kind)
    {
        var needed = LedgerJson.Options.GetTypeInfo(Shapes[kind]).Properties
            .Where(static property => property.IsRequired).Select(static property => property.Name).ToArray();
        foreach (var name in needed)
        {
            var body = JsonNode.Parse(Golden[kind])!.AsObject();
            body.Remove(name);

            var error = Assert.Throws<JsonException>(() => Read(kind, body.ToJsonString(LedgerJson.Options)));

            Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(Golden[kind] == "{}", needed.Length == 0);
    }

    /// <summary>Purses, receivers and days have names now; what was recorded before is read by them.</summary>
    [Theory]
    [InlineData("person.credited.2", "person.credited.3")]
    [InlineData("person.credit_taken_back.1", "person.credit_taken_back.2")]
    [InlineData("person.settled.2", "person.settled.4")]
    [InlineData("person.settled.3", "person.settled.4")]
    [InlineData("person.reversed.2", "person.reversed.3")]
    [InlineData("person.delivered.1", "person.delivered.2")]
    [InlineData("person.hold_captured.1", "person.hold_captured.2")]
    [InlineData("person.hold_returned.1", "person.hold_returned.2")]
    public void A_former_kind_says_what_is_said_today(string former, string today)
    {
        var read = Read(former, Golden[former]);

        var body = EventKinds.Encode(Some.Grain("grain/g"), read.Event).Body;
        Assert.Contains(Encoding.UTF8.GetString(body), Lines[today]);
    }

    [Fact]
    public void A_former_settlement_counts_in_the_area_of_its_insurance_and_its_reversal_gives_that_back()
    {
        var (state, reader) = (new PersonState(), new EventReader());
        void Take(string kind, int sequence) => state.Apply(
            reader.Read(Some.Entry("person/P1", sequence, Golden[kind]) with { Kind = kind }));
        Take("person.enrolled.1", 1);
        Take("person.credited.1", 2);

        Take("person.settled.1", 3);
        var settled = state.Patient.Used.Items.Select(static use => $"{use.Counter} {use.Used}").ToArray();
        Take("person.reversed.1", 4);

        Assert.Equal(
            [
                "610100/employee/outpatient.deductible/2026 200.00 yuan",
                "610100/employee/outpatient.pool/2026 300.00 yuan",
            ],
            settled);
        Assert.Equal([0, 0], state.Patient.Used.Items.Select(static left => left.Used.Amount));
    }

    [Theory]
    [InlineData("person.settled.1")]
    [InlineData("person.settled.2")]
    [InlineData("visit.batch_sealed.1")]
    [InlineData("visit.purchased.1")]
    public void A_former_bill_is_of_one_day_and_one_part(string kind)
    {
        var bill = Read(kind, Golden[kind]).Event switch
        {
            Settled settled => settled.Bill,
            BatchSealed batch => batch.Bill,
            Purchased purchased => purchased.Bill,
            var other => throw new ArgumentException($"{other} has no bill"),
        };

        var (year, disease, amounts) = Assert.Single(bill.AllParts());
        Assert.Equal(
            (new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2), 2026, null, bill.Amounts),
            (bill.From, bill.To, year, disease, amounts));
        Assert.True(bill.AddsUp);
    }

    [Fact]
    public void A_former_settlement_tells_its_steps_by_the_rules_and_codes_of_today()
    {
        var former = JsonNode.Parse(Golden["person.settled.1"])!;
        former["trace"] = new JsonArray(
            Step("benefits", "kind=Resident", "no benefit for this person and care"),
            Step("benefits", "tier=level3", "no benefit at this kind of institution"),
            Step("payers.own_scope", "account=none", "0.00"),
            Step("payers.own_scope", "person=35.00 barred=0.00 scope=in_scope", "35.00"));

        var settled = (Settled)Read("person.settled.1", former.ToJsonString()).Event;

        Assert.Equal(
            [
                ("benefits", "kind=Resident", "pool.no_benefit"),
                ("benefits", "tier=level3", "pool.no_benefit_here"),
                ("payers.no_account", "", "0.00"),
                ("payers.own_scope", "person=35.00 barred=0.00 scope=in_scope", "35.00"),
            ],
            settled.Trace.Select(static step => (step.Rule, step.Input, step.Result)));

        static JsonNode Step(string rule, string input, string result) => new JsonObject
        {
            ["rule"] = rule,
            ["version"] = "610100@9f3c21aa",
            ["input"] = input,
            ["result"] = result,
        };
    }

    [Fact]
    public void A_former_registration_of_an_institution_holds_on_all_days_and_the_last_of_them_alone()
    {
        var state = new InstitutionState();
        var other = Golden["institution.registered.1"].Replace("\"level\":3", "\"level\":1", StringComparison.Ordinal);

        state.Apply(Read("institution.registered.1", other));
        state.Apply(Read("institution.registered.1", Golden["institution.registered.1"], 2));

        var (from, profile) = Assert.Single(state.Profiles);
        Assert.Equal((DateOnly.MinValue, 3), (from, profile.Level));
    }

    static Recorded Read(string kind, string body, int sequence = 1) =>
        EventKinds.Decode(Some.Entry("grain/g", sequence, body) with { Kind = kind });

    /// <summary>The members, down to the last part, that a line leaves out, is null in or has an empty list for; of
    /// what is in a list, those that all of it leaves out.</summary>
    static IEnumerable<string> Absent(Type type, JsonNode? node, string path)
    {
        if (node is null or JsonArray { Count: 0 })
        {
            return [path];
        }
        if (node is JsonArray items)
        {
            return items.Select(item => Absent(ItemOf(type), item, $"{path}[]")).Aggregate(Enumerable.Intersect);
        }
        return node is JsonObject members
            ? LedgerJson.Options.GetTypeInfo(type).Properties
                .Where(static property => property.Set is not null || property.AssociatedParameter is not null)
                .SelectMany(part => Absent(part.PropertyType, members[part.Name], $"{path}.{part.Name}"))
            : [];
    }

    static Type ItemOf(Type list) => LedgerJson.Options.GetTypeInfo(list) is { ElementType: { } item } ? item : list;
}
