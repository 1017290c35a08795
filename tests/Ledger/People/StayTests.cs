using Gongji.Ledger.People;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Visits;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

/// <summary>A stay from 28 December to 3 January, as the first who settles stays will bill it. There is no kind of care
/// for it yet: it is decided as outpatient care is.</summary>
public sealed class StayTests
{
    static readonly DateOnly Admission = new(2025, 12, 28);
    static readonly DateOnly Discharge = new(2026, 1, 3);
    static readonly Facts AfterIt = Roles.Facts with { Today = new DateOnly(2026, 1, 5) };

    static readonly BilledLine[] Lines =
    [
        LineOf("XA02BCA001", "1000", new DateOnly(2025, 12, 30), own: "40"),
        LineOf("002103000010000", "300", new DateOnly(2025, 12, 31)),
        LineOf("XA02BCA001", "200", new DateOnly(2026, 1, 2)),
    ];

    [Fact]
    public void A_stay_over_the_year_s_end_has_a_part_for_each_year()
    {
        var bill = BillOf(Lines);

        Assert.True(bill.AddsUp);
        Assert.Equal((1540, 1500), (bill.Amounts.Total.Yuan, bill.Amounts.InScope.Yuan));
        Assert.Equal(
            [(2025, null, 1340m, 40m), (2026, null, 200m, 0m)],
            bill.Parts!.Select(static part => (
                part.Year, part.Disease, part.Amounts.Total.Yuan, part.Amounts.OwnExpense.Yuan)));
    }

    [Fact]
    public void Equal_stays_have_one_digest_and_other_days_another()
    {
        var digest = BillOf(Lines).Digest;
        BilledLine[] numberedAnew =
        [
            .. Lines.Reverse().Select(static (line, i) =>
                line with { Line = line.Line with { Item = line.Line.Item with { Number = $"{i}" } } }),
        ];
        BilledLine[] inOtherYear = [Lines[0], Lines[1] with { Day = new DateOnly(2026, 1, 1) }, Lines[2]];
        BilledLine[] ofDisease = [Lines[0], Lines[1], Lines[2] with { Disease = DiseaseCode.Of("M03900") }];

        var others = new[]
        {
            BillOf(inOtherYear), BillOf(ofDisease), BillOf(Lines, from: Admission.AddDays(-1)),
            BillOf(Lines, to: Discharge.AddDays(1)),
        };

        Assert.Equal(digest, BillOf(numberedAnew).Digest);
        Assert.Equal(5, others.Select(static other => other.Digest).Append(digest).Distinct().Count());
    }

    [Fact]
    public void Care_of_one_day_is_one_part_and_keeps_the_digest_that_it_always_had()
    {
        var day = Lines[0].Day;
        var bill = BillOf([Lines[0], Lines[1] with { Day = day }], day, day);

        Assert.Null(bill.Parts);
        Assert.Equal((2025, bill.Amounts), (Assert.Single(bill.AllParts()).Year, bill.AllParts()[0].Amounts));
        Assert.Equal(
            Operation.DigestOf("P1|Outpatient|2025-12-30|H1\n002103000010000|30000|30000\nXA02BCA001|104000|100000"),
            bill.Digest);
    }

    [Theory]
    [InlineData("as it was made", "")]
    [InlineData("a fen moved between what the parts are in scope", "settle.bill_does_not_add_up")]
    [InlineData("a part left out", "settle.bill_does_not_add_up")]
    [InlineData("a part twice", "settle.bill_does_not_add_up")]
    [InlineData("a part of another year", "settle.bill_does_not_add_up")]
    [InlineData("no parts", "settle.bill_does_not_add_up")]
    [InlineData("the last day before the first", "settle.bill_does_not_add_up")]
    public void A_stay_whose_parts_are_not_the_bill_is_refused(string what, string refusal)
    {
        var whole = BillOf(Lines);
        var (first, second) = (whole.Parts![0], whole.Parts[1]);
        var fen = Money.FromFen(1);
        var bill = what switch
        {
            "a fen moved between what the parts are in scope" => whole with
            {
                Parts =
                [
                    first with { Amounts = first.Amounts with { InScope = first.Amounts.InScope - fen } },
                    second with { Amounts = second.Amounts with { InScope = second.Amounts.InScope + fen } },
                ],
            },
            "a part left out" => whole with { Parts = [first] },
            "a part twice" => whole with { Parts = [.. Halves(first), second] },
            "a part of another year" => whole with { Parts = [first, second with { Year = 2027 }] },
            "no parts" => whole with { Parts = null },
            "the last day before the first" => whole with { From = whole.To, To = whole.From },
            _ => whole,
        };

        var state = Roles.Enrolled();

        Assert.Equal(refusal, Roles.Code(Billing.RefusesBill(state.Patient, state.Enrolment, Roles.Facts, bill)));
    }

    [Fact]
    public void A_stay_is_decided_by_insurance_and_rules_of_its_discharge_and_counts_in_that_year()
    {
        var state = Roles.Enrolled("2025:100 2026:50");
        Roles.Apply(state, new InsuranceChanged(LedgerWords.InsuranceOf("610700") with { From = new(2026, 1, 1) }));

        var settled = Settled(state, BillOf(Lines));

        // Level 2 in Hanzhong: (1,500 - 200) x 60% = 780.00.
        Assert.Equal((780m, "610700"), (settled.PoolPay.Yuan, settled.Insurance.Area.Value));
        Assert.StartsWith("610700@", settled.PolicyVersion, StringComparison.Ordinal);
        Assert.Equal(
            [
                "610700/employee/outpatient.deductible/2026 200.00 yuan",
                "610700/employee/outpatient.pool/2026 780.00 yuan",
            ],
            settled.Uses.Select(static use => $"{use.Counter} {use.Used}"));
        Assert.Equal(
            "benefits.outpatient.deductible in_scope=1500.00 standard=200.00 paid=0.00 per=year -> 200.00",
            $"{settled.Trace[0].Rule} {settled.Trace[0].Input} -> {settled.Trace[0].Result}");
    }

    [Fact]
    public void Of_the_own_account_credits_of_the_year_of_discharge_are_current()
    {
        var state = Roles.Enrolled("2025:100 2026:50");

        var settled = Settled(state, BillOf(Lines));
        var receipt = Receipts.Of(settled, OperationId.Of("H/1"), DateTimeOffset.UnixEpoch);

        Assert.Equal("2025:100 2026:50", Roles.Text(settled.Own));
        Assert.Equal(
            [(PaidBy.OwnHistoric, 100m), (PaidBy.OwnCurrent, 50m), (PaidBy.Cash, 610m)],
            receipt.Lines.Select(static line => (line.PaidBy, line.Amount.Yuan)));
        Assert.Equal(1540, receipt.PoolPay.Yuan + receipt.PersonPart.Yuan);
    }

    [Fact]
    public void A_stay_that_has_not_ended_is_of_the_future()
    {
        var state = Roles.Enrolled();
        var yet = Roles.Facts with { Today = Discharge.AddDays(-1) };

        var decided = Settling.Decide(state.Patient, state.Enrolment, state.Account, yet, CommandOf(BillOf(Lines)));

        Assert.Equal("settle.in_the_future", decided.Refusal?.Code);
    }

    static Settled Settled(PersonState state, Bill bill)
    {
        var command = CommandOf(bill);
        var decision = Settling.Decide(state.Patient, state.Enrolment, state.Account, AfterIt, command).OrThrow();
        var drawn = new AidRound(decision, attempt: 1).Drawn;
        return Settling.Compose(state.Patient, state.Account, AfterIt, command, decision, drawn).OrThrow();
    }

    static Settle CommandOf(Bill bill) => new(
        Operation.Of(OperationId.Of("H/1"), bill.Digest), Roles.Settlement, bill, UseAccount: true);

    static IEnumerable<BillPart> Halves(BillPart part)
    {
        var nothing = BillAmounts.Of([]);
        return [part, part with { Amounts = nothing }];
    }

    static Bill BillOf(IReadOnlyCollection<BilledLine> lines, DateOnly? from = null, DateOnly? to = null) =>
        Sealing.BillOf(
            new SealedBill(
                VisitId.Of("V1"),
                BatchNo.Of("1"),
                1,
                Roles.Person,
                CareKind.Outpatient,
                from ?? Admission,
                to ?? Discharge,
                new InstitutionFacts(
                    InstitutionCode.Of("H1"),
                    AreaCode.Of("610100"),
                    InstitutionKind.Hospital,
                    2,
                    [Capability.OutpatientPooling, Capability.CrossArea])),
            lines);

    static BilledLine LineOf(string code, string inScope, DateOnly day, string own = "0") => new(
        new FeeLine(
            new FeeItem("1", code, "an item", Roles.Yuan(inScope) + Roles.Yuan(own), 1m, 1m),
            new LineSplit(
                Roles.Yuan(own), Money.Zero, Money.Zero, Roles.Yuan(inScope), ItemClass.A, 0m, null, false, "09")),
        day,
        Disease: null);
}
