using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What is used up belongs to an area and a scheme.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_move_inside_a_year_begins_the_deductible_anew_and_a_move_back_goes_on() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        Assert.Equal((150, 50), await Deductible(ledger, inScope: 150, area: "610100"));
        await ledger.Change("P1", LedgerWords.InsuranceOf("210399"));
        Assert.Equal((500, 0), await Deductible(ledger, inScope: 600, area: "210300"));
        await ledger.Change("P1", LedgerWords.InsuranceOf());
        Assert.Equal((50, 0), await Deductible(ledger, inScope: 600, area: "610100"));

        var counters = (await ledger.ViewOf("P1")).Counters;
        var year = ledger.Today.Year;
        Assert.Equal(
            [
                ($"210300/employee/outpatient.deductible/{year}", 500m),
                ($"210300/employee/outpatient.pool/{year}", 55m),
                ($"610100/employee/outpatient.deductible/{year}", 200m),
                ($"610100/employee/outpatient.pool/{year}", 330m),
            ],
            counters.Select(static used => (used.Counter.Value, used.Used.In(Unit.Fen) / 100m)));
    });

    [ContractFact]
    public Task A_change_of_scheme_inside_a_year_uses_the_new_scheme_s_cap_alone() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        var employee = (await ledger.Settle(ledger.BillOf("P1", inScope: 1000, level: 1))).OrThrow();
        await ledger.Change("P1", LedgerWords.InsuranceOf(kind: PersonKind.Resident));

        var resident = (await ledger.Settle(ledger.BillOf("P1", inScope: 200, level: 1))).OrThrow();

        Assert.Equal((560, 120), (employee.PoolPay.Yuan, resident.PoolPay.Yuan));
        Assert.Equal(80, Assert.Single(resident.Layers).CapLeft?.Yuan);
    });

    [ContractFact]
    public Task What_is_reversed_after_a_move_is_given_back_where_it_was_used() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        var before = (await ledger.Settle(ledger.BillOf("P1", inScope: 150))).OrThrow();
        await ledger.Change("P1", LedgerWords.InsuranceOf("210399"));
        (await ledger.Settle(ledger.BillOf("P1", inScope: 100, area: "210300"))).OrThrow();

        await ledger.Reverse(before);

        var year = ledger.Today.Year;
        var counters = (await ledger.ViewOf("P1")).Counters;
        Assert.Equal(
            [
                $"210300/employee/outpatient.deductible/{year} 100.00 yuan",
                $"610100/employee/outpatient.deductible/{year} 0.00 yuan",
            ],
            counters.Select(static use => $"{use.Counter} {use.Used}"));
    });

    /// <summary>What went into the deductible, and what is left of it.</summary>
    static async Task<(decimal Used, decimal Left)> Deductible(LedgerWords ledger, decimal inScope, string area)
    {
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope, area: area))).OrThrow();
        var layer = Assert.Single(receipt.Layers);
        return (layer.Deductible.Yuan, layer.DeductibleLeft.Yuan);
    }
}
