using System.Text;
using System.Text.Json;
using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;

namespace Gongji.Tests.Journal;

public sealed class CompactSettlementTests
{
    static readonly PersonNo Patient = PersonNo.Of("61010000000000000000000001");
    static readonly GrainKey Grain = GrainKey.Person(Patient);
    static readonly AreaCode Area = AreaCode.Of("610100");

    [Fact]
    public void A_simple_settlement_takes_at_most_700_bytes()
    {
        var (_, body) = EventKinds.Encode(Grain, Simple());

        Assert.InRange(body.Length, 400, 700);
    }

    [Fact]
    public void Whatever_a_settlement_says_is_read_back()
    {
        Settled[] all =
        [
            Simple(),
            Simple() with { Attempt = 3, UseAccount = false, HeldCredits = false, ShownBy = "0003", Cash = Money.Zero },
            Simple() with { Own = [new LotPart(2024, Fen(1)), new LotPart(2026, Fen(2), Purse.Wallet)] },
            Simple() with { Counters = [], Layers = [], Reasons = [Reason.Of(PoolReason.NoBenefit)] },
            Simple() with
            {
                Counters =
                [
                    new Counted(Counter("610300", "outpatient.pool"), Quantity.OfDays(4), Quantity.OfDays(2)),
                    new Counted(Counter("610100", "outpatient.visits"), null, Quantity.OfTimes(1)),
                ],
            },
            Simple() with
            {
                Heard =
                [
                    new Heard(NetworkId.Of("N1"), Fen(500), Refused: new Refusal("draw.balance", "amount", "5.00")),
                    new Heard(NetworkId.Of("N2"), Fen(500), new Granted(Fen(300), Patient, Fen(20), "610700@1")),
                    new Heard(NetworkId.Of("N3"), Fen(200), Spared: new Spared(Fen(200), AidReason.OthersPay)),
                ],
            },
            Simple() with
            {
                Bill = Simple().Bill with
                {
                    Person = PersonNo.Of("P2"),
                    From = new DateOnly(2025, 12, 30),
                    Parts =
                    [
                        new BillPart(2025, null, Amounts(1)),
                        new BillPart(2026, DiseaseCode.Of("M1"), Amounts(2)),
                    ],
                },
                Insurance = Simple().Insurance with { RetireeGroup = RetireeGroup.Public },
            },
            Simple() with { Insurance = Simple().Insurance with { AccountMode = AccountMode.PoolOnly } },
        ];

        Assert.All(all, static settled => Assert.Equal(Told(settled), Told(Again(settled))));
    }

    [Theory]
    [InlineData("fund/610300/310100", "fund/610300/310100")]
    [InlineData("fund/610100/390100", "fund/390100")]
    [InlineData("person/P2/own/2025", "person/P2/own/2025")]
    [InlineData("person/61010000000000000000000001/wallet/2025", "person/61010000000000000000000001/wallet/2025")]
    [InlineData("person/61010000000000000000000001/own/2025", "own/2025")]
    [InlineData("institution/H2/cash", "institution/H2/cash")]
    [InlineData("institution/H61010300001/receivable", "receivable")]
    [InlineData("aid/N1/transit", "aid/N1")]
    [InlineData("aid/N1/elsewhere", "aid/N1/elsewhere")]
    public void Accounts_that_are_not_the_settlements_own_have_their_whole_names(string account, string kept)
    {
        var settled = Simple() with { Postings = [Posting.Debit(account, Fen(7)), Posting.Credit(account, Fen(9))] };

        var body = JsonDocument.Parse(EventKinds.Encode(Grain, settled).Body).RootElement;

        Assert.Equal($"""[["{kept}",7],["{kept}",-9]]""", body.GetProperty("postings").GetRawText());
        Assert.Equal(account, Again(settled).Postings[0].Account);
    }

    [Theory]
    [InlineData("cash")]
    [InlineData("fund/310100")]
    public void An_account_that_would_be_taken_for_another_is_not_written(string account)
    {
        var settled = Simple() with { Postings = [Posting.Debit(account, Fen(7))] };

        Assert.Throws<JsonException>(() => EventKinds.Encode(Grain, settled));
    }

    [Fact]
    public void A_text_that_is_missing_is_not_written()
    {
        var settled = Simple() with { Layers = [Simple().Layers[0] with { Fund = null! }] };

        Assert.Throws<JsonException>(() => EventKinds.Encode(Grain, settled));
    }

    /// <summary>Rows have no names: whoever adds a member finds the place for it.</summary>
    [Theory]
    [InlineData(typeof(Settled), 18)]
    [InlineData(typeof(Bill), 11)]
    [InlineData(typeof(BillAmounts), 7)]
    [InlineData(typeof(BillPart), 3)]
    [InlineData(typeof(InstitutionFacts), 5)]
    [InlineData(typeof(Insurance), 6)]
    [InlineData(typeof(Layer), 7)]
    [InlineData(typeof(Counted), 3)]
    [InlineData(typeof(LotPart), 3)]
    [InlineData(typeof(Posting), 3)]
    public void What_is_kept_by_place_has_as_many_members_as_places(Type type, int members)
    {
        Assert.Equal(members, type.GetConstructors().Max(static made => made.GetParameters().Length));
    }

    [Theory]
    [InlineData("\"own\":[[2025,5000]]", "\"own\":[[2025]]", "too few")]
    [InlineData("\"own\":[[2025,5000]]", "\"own\":[[2025,5000,\"own\",1]]", "too many")]
    [InlineData("\"own\":[[2025,5000]]", "\"own\":[2025,5000]", "expected")]
    [InlineData("\"own\":[[2025,5000]]", "\"own\":{}", "expected")]
    [InlineData("\"own\":[[2025,5000]]", "\"own\":[[2025,\"5000\"]]", "Money")]
    [InlineData("[\"310100\",", "[null,", "missing")]
    [InlineData("\"610103\",\"hospital\"", "\"6101\",\"hospital\"", "area")]
    [InlineData("\"hospital\"", "\"palace\"", "InstitutionKind")]
    [InlineData("\"outpatient.pool\",0", "\"x/y/z\",0", "no year")]
    [InlineData("\"outpatient.pool\",0,30000", "\"outpatient.pool\",0,-1", "below zero")]
    [InlineData("[\"receivable\",-80000]", "[\"receivable\",-9223372036854775808]", "overflow")]
    [InlineData("\"cash\":45000", "\"heard\":[{\"network\":\"N1\",\"asked\":1}],\"cash\":45000", "only")]
    public void A_row_that_is_not_as_it_was_written_is_not_read(string part, string otherwise, string why)
    {
        var entry = EntryOf(Simple());
        var body = Encoding.UTF8.GetString(entry.Body);
        Assert.Contains(part, body, StringComparison.Ordinal);
        body = body.Replace(part, otherwise, StringComparison.Ordinal);
        var changed = entry with { Body = Encoding.UTF8.GetBytes(body) };

        var error = Assert.Throws<JsonException>(() => EventKinds.Decode(changed));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    static Settled Again(Settled settled) => (Settled)EventKinds.Decode(EntryOf(settled)).Event;

    static Entry EntryOf(Settled settled)
    {
        var (kind, body) = EventKinds.Encode(Grain, settled);
        return Some.Entry(Grain.Value, 1) with { Kind = kind, Body = body };
    }

    /// <summary>All members, as text: records with equal arrays are not equal by themselves.</summary>
    static string Told(Settled settled) => JsonSerializer.Serialize(settled, LedgerJson.Options);

    static Money Fen(long fen) => Money.FromFen(fen);

    static BillAmounts Amounts(long fen) =>
        new(Fen(fen), Money.Zero, Money.Zero, Money.Zero, Fen(fen), Money.Zero, Fen(fen));

    static CounterKey Counter(string area, string name) =>
        new(AreaCode.Of(area), Scheme.Employee, name, Period.Of("2026"));

    /// <summary>One fund, the own account and cash pay; ids are as long as the national interface has them.</summary>
    static Settled Simple() => new(
        SettlementId.Of("610103S0000000000000000001"),
        1,
        new Bill(
            VisitId.Of("610103V0000000000000000001"),
            BatchNo.Of("1"),
            1,
            Patient,
            CareKind.Outpatient,
            new DateOnly(2026, 3, 2),
            new DateOnly(2026, 3, 2),
            new InstitutionFacts(
                InstitutionCode.Of("H61010300001"),
                AreaCode.Of("610103"),
                InstitutionKind.Hospital,
                2,
                ["outpatient_pooling"]),
            new BillAmounts(Fen(80000), Fen(2001), Fen(3002), Fen(4997), Fen(70000), Money.Zero),
            "5ea44c3961f16643e614435496b16115"),
        new Insurance(new DateOnly(2023, 1, 1), AreaCode.Of("610199"), PersonKind.Active, InsuranceStatus.Normal),
        UseAccount: true,
        "610100@9f3c21aa",
        HeldCredits: true,
        ShownBy: null,
        [new Layer("310100", Fen(70000), Fen(20000), Fen(0), 0.6m, Fen(30000), Fen(420000))],
        [
            new Counted(Counter("610100", "outpatient.deductible"), Quantity.Of(Fen(0)), Quantity.Of(Fen(20000))),
            new Counted(Counter("610100", "outpatient.pool"), Quantity.Of(Fen(0)), Quantity.Of(Fen(30000))),
        ],
        [new LotPart(2025, Fen(5000))],
        Heard: [],
        Fen(45000),
        Fen(12345),
        Postings.Balanced(
            Posting.Debit(Accounts.Fund(Area, "310100"), Fen(30000)),
            Posting.Debit(Accounts.Lot(Patient, Purse.Own, 2025), Fen(5000)),
            Posting.Debit(Accounts.Cash(InstitutionCode.Of("H61010300001")), Fen(45000)),
            Posting.Credit(Accounts.Receivable(InstitutionCode.Of("H61010300001")), Fen(80000))),
        "ac66420abd767fcad452fa0383994f14",
        Reasons: []);
}
