using Gongji.Ledger.People;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Tests.Ledger.People;

/// <summary>A cap for a disease and a year, as the first who settles dialysis will use it.</summary>
public sealed class DiseaseCapTests
{
    static readonly DateOnly December = new(2025, 12, 20);
    static readonly DateOnly January = new(2026, 1, 5);
    static readonly DiseaseCode Dialysis = DiseaseCode.Of("M07800");

    /// <summary>90% of dialysis (B); the cap is an example.</summary>
    static readonly Facts InJanuary = Roles.Facts with
    {
        Today = January,
        Policies = ChangedPacks.With("xian.json", "\"benefits\": [", """
            "benefits": [
              { "care": ["outpatient"], "persons": ["active"], "diseases": ["M07800"], "from": "2023-01-01",
                "accumulator": "dialysis", "deductible": { "all": 0 }, "ratio": { "all": 0.9 }, "cap": 800,
                "source": "B: a hospital's notice, 90% of dialysis" },
            """),
    };

    [Fact]
    public void A_reversal_in_January_gives_the_cap_of_December_back_to_December()
    {
        var state = Roles.Enrolled();
        var first = Settle(state, "V1", December);
        var second = Settle(state, "V2", December);

        Roles.Apply(state, Reversing.Undo(state.Account, first), sequence: 3);
        var inJanuary = Settle(state, "V3", January);
        var again = Settle(state, "V1", December, settlement: "S4");

        // Treatment 400 and drugs 200, of which 5% first: 590 x 90% = 531; 800 - 531 = 269.
        Assert.Equal(
            [531m, 269m, 531m, 531m],
            new[] { first, second, inJanuary, again }.Select(static settled => settled.PoolPay.Yuan));
        Assert.Equal(69, first.Cash.Yuan);
        Assert.Equal(
            ["610100/employee/dialysis.pool/2025 800.00 yuan", "610100/employee/dialysis.pool/2026 531.00 yuan"],
            state.Patient.Used.Items.Select(static use => $"{use.Counter} {use.Used}"));
    }

    static Settled Settle(PersonState state, string visit, DateOnly day, string? settlement = null)
    {
        var bill = BillOf(visit, day);
        var id = SettlementId.Of(settlement ?? $"S{visit[1..]}");
        var command = new Settle(Operation.Of(OperationId.Of($"H/{id}"), bill.Digest), id, bill, UseAccount: false);
        var decision = Settling.Decide(
            state.Patient, state.Enrolment, state.Account, InJanuary, command).OrThrow();
        var drawn = new AidRound(decision, attempt: 1).Drawn;
        var settled = Settling.Compose(state.Patient, state.Account, InJanuary, command, decision, drawn).OrThrow();
        Roles.Apply(state, settled, sequence: 10 + id.Value[1]);
        return settled;
    }

    static Bill BillOf(string visit, DateOnly day)
    {
        var amounts = new BillAmounts(
            Roles.Yuan("600"), Money.Zero, Money.Zero, Roles.Yuan("10"), Roles.Yuan("590"), Money.Zero);
        return new Bill(
            VisitId.Of(visit),
            BatchNo.Of("1"),
            1,
            Roles.Person,
            CareKind.Outpatient,
            day,
            day,
            new InstitutionFacts(
                InstitutionCode.Of("H1"),
                AreaCode.Of("610100"),
                InstitutionKind.Hospital,
                3,
                [Capability.OutpatientPooling]),
            amounts,
            visit,
            [new BillPart(day.Year, Dialysis, amounts)]);
    }
}
