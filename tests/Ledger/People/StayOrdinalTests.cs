using Gongji.Ledger.People;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;

namespace Gongji.Tests.Ledger.People;

/// <summary>The deductible by the ordinal of a stay in its year, as the first who settles stays will count it. An
/// admission gives the ordinal, once, into two counters of times: of the year, and of the stay. A settlement uses
/// neither, so its reversal leaves them.</summary>
public sealed class StayOrdinalTests
{
    static readonly DateOnly Day = new(2026, 5, 20);

    /// <summary>Xi'an, level 3: the first, second and third stay of a year, then nothing (B).</summary>
    static readonly string[] Deductibles = ["650", "550", "350", "0"];

    [Fact]
    public void A_stay_keeps_its_ordinal_when_it_is_reversed_and_settled_again()
    {
        var state = Roles.Enrolled();
        Admit(state, "V1");
        Admit(state, "V2");
        var first = Settle(state, "V1", "S1");
        var second = Settle(state, "V2", "S2");

        Roles.Apply(state, Reversing.Undo(state.Account, first), sequence: 3);
        var again = Settle(state, "V1", "S3");
        Admit(state, "V3");
        var third = Settle(state, "V3", "S4");

        // (3,000 - 650) x 88%, (3,000 - 550) x 88%, the first again, (3,000 - 350) x 88%.
        Assert.Equal(
            [2068.00m, 2156.00m, 2068.00m, 2332.00m],
            new[] { first, second, again, third }.Select(static settled => settled.PoolPay.Yuan));
        Assert.Equal(
            [
                "610100/employee/inpatient.deductible/2026 1550.00 yuan",
                "610100/employee/inpatient.ordinal/visit/V1 1 times",
                "610100/employee/inpatient.ordinal/visit/V2 2 times",
                "610100/employee/inpatient.ordinal/visit/V3 3 times",
                "610100/employee/inpatient.pool/2026 6556.00 yuan",
                "610100/employee/inpatient.stays/2026 3 times",
            ],
            state.Patient.Used.Items.Select(static use => $"{use.Counter} {use.Used}"));
    }

    [Fact]
    public void A_journal_that_adds_money_to_times_is_broken()
    {
        var state = Roles.Enrolled();
        Admit(state, "V1");
        var settled = SettledOf("V1", "S1", [new CounterUse(OfYear("stays"), Quantity.Of(Roles.Yuan("1")))], "0");

        var broken = Assert.Throws<InvalidOperationException>(() => Roles.Apply(state, settled));

        Assert.Equal("1.00 yuan can't be taken for times", broken.Message);
    }

    [Fact]
    public void A_journal_that_gives_back_what_was_not_used_is_broken()
    {
        var state = Roles.Enrolled();
        var settled = SettledOf("V1", "S1", [], "0");
        Roles.Apply(state, settled);
        var reversal = Reversing.Undo(state.Account, settled) with
        {
            Uses = [new CounterUse(OfYear("pool"), Quantity.Of(Roles.Yuan("1")))],
        };

        Assert.Throws<InvalidOperationException>(() => Roles.Apply(state, reversal, sequence: 2));
    }

    static CounterKey OfYear(string of) =>
        new(AreaCode.Of("610100"), Scheme.Employee, $"inpatient.{of}", Period.YearOf(Day));

    static CounterKey OfStay(string visit) => OfYear("ordinal") with { Period = Period.Of(VisitId.Of(visit)) };

    /// <summary>Gives a stay the next ordinal of its year.</summary>
    static void Admit(PersonState state, string visit)
    {
        var ordinal = state.Patient.Used.Of(OfYear("stays"), Unit.Times) + 1;
        state.Patient.Used.Add(
        [
            new CounterUse(OfYear("stays"), Quantity.OfTimes(1)),
            new CounterUse(OfStay(visit), Quantity.OfTimes(ordinal)),
        ]);
    }

    /// <summary>Settles 3,000 yuan in scope; a first band of 88% has room for all of it.</summary>
    static Settled Settle(PersonState state, string visit, string settlement)
    {
        var inScope = Roles.Yuan("3000");
        var ordinal = state.Patient.Used.Of(OfStay(visit), Unit.Times);
        var deductible = Roles.Yuan(Deductibles[Math.Min(ordinal, Deductibles.Length) - 1]);
        var pool = (inScope - deductible).Share(0.88m);
        var settled = SettledOf(
            visit,
            settlement,
            [
                new CounterUse(OfYear("deductible"), Quantity.Of(deductible)),
                new CounterUse(OfYear("pool"), Quantity.Of(pool)),
            ],
            $"{pool}");
        Roles.Apply(state, settled, sequence: settlement[1]);
        return settled;
    }

    static Settled SettledOf(string visit, string settlement, CounterUse[] uses, string pool)
    {
        var total = Roles.Yuan("3000");
        var bill = new Bill(
            VisitId.Of(visit),
            BatchNo.Of("1"),
            1,
            Roles.Person,
            CareKind.Outpatient,
            Day.AddDays(-3),
            Day,
            new InstitutionFacts(InstitutionCode.Of("H1"), AreaCode.Of("610100"), InstitutionKind.Hospital, 3, []),
            new BillAmounts(total, Money.Zero, Money.Zero, Money.Zero, total, Money.Zero),
            visit);
        return new Settled(
            SettlementId.Of(settlement),
            1,
            bill,
            LedgerWords.InsuranceOf(),
            UseAccount: false,
            "610100@00000000",
            HeldCredits: false,
            ShownBy: null,
            [new Layer("310100", total, Money.Zero, Money.Zero, 0.88m, Roles.Yuan(pool), null)],
            [.. uses.Select(static use => new Counted(use.Counter, null, use.Used))],
            [],
            [],
            total - Roles.Yuan(pool),
            Money.Zero,
            [],
            "",
            []);
    }
}
