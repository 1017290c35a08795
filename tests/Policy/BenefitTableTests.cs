using Gongji.Policy.Deciding;

namespace Gongji.Tests.Policy;

/// <summary>What the pool pays in the four cities, in yuan. «paid» is what the deductible has already had, «used»
/// what the pool has already paid in the year; «due» is this bill's part of the deductible, «left» and «cap» what is
/// left of deductible and cap after it.</summary>
public sealed class BenefitTableTests
{
    public static TheoryData<string[]> Xian => Table.Rows("610100", """
        kind     | at         | scope | paid | used | pool  | due | left | cap     | why
        Active   | L3         | 1000  | 0    | 0    | 400   | 200 | 0    | 1600    | 50% above 200
        Active   | L1         | 150   | 0    | 0    | 0     | 150 | 50   | 2000    | inside the deductible
        Active   | L2         | 500   | 150  | 0    | 270   | 50  | 0    | 1730    | only 50 of the deductible is open
        Active   | L1         | 1000  | 200  | 1500 | 500   | 0   | 0    | 0       | the cap leaves 500 of 700
        Active   | L1         | 1000  | 200  | 2000 | 0     | 0   | 0    | 0       | the cap is used up
        Active   | L1         | 1000  | 200  | 2400 | 0     | 0   | 0    | 0       | more was used as a retired person
        Retired  | L3         | 1000  | 200  | 0    | 550   | 0   | 0    | 1950    | retired have 5 points more
        Retired  | L2         | 100   | 200  | 0    | 65    | 0   | 0    | 2435    | retired have 5 points more
        Retired  | L1         | 100   | 200  | 0    | 75    | 0   | 0    | 2425    | retired have 5 points more
        Flexible | L2         | 200   | 200  | 0    | 120   | 0   | 0    | 1880    | flexible as active
        Active   | Pharmacy   | 100   | 200  | 0    | 70    | 0   | 0    | 1930    | pooled pharmacies have a row
        Retired  | Pharmacy   | 100   | 200  | 0    | 75    | 0   | 0    | 2425    | pooled pharmacies have a row
        Active   | Pharmacy   | 100   | 150  | 0    | 35    | 50  | 0    | 1965    | one deductible with hospitals
        Active   | Specialist | 100   | 200  | 0    | 70    | 0   | 0    | 1930    | specialist as level 1
        Active   | Primary    | 100   | 200  | 0    | 70    | 0   | 0    | 1930    | primary care as level 1
        Active   | Village    | 100   | 200  | 0    | 70    | 0   | 0    | 1930    | station as primary care
        Active   | L0         | 100   | 200  | 0    | 70    | 0   | 0    | 1930    | without a level as level 1
        Resident | Village    | 100   | 0    | 0    | 70    | 0   | 0    | 130     | residents have no deductible
        Resident | L1         | 100   | 0    | 0    | 60    | 0   | 0    | 140     | residents at level 1
        Resident | Primary    | 100   | 0    | 0    | 60    | 0   | 0    | 140     | township as level 1
        Resident | Village    | 100   | 0    | 150  | 50    | 0   | 0    | 0       | residents' cap is 200
        Resident | L2         | 100   | 0    | 0    | 0     | 0   | 0    | none    | nothing above level 1
        Resident | Pharmacy   | 100   | 0    | 0    | 0     | 0   | 0    | none    | nothing in pharmacies
        Active   | L3         | 0.01  | 200  | 0    | 0.01  | 0   | 0    | 1999.99 | half a fen goes up
        Active   | L2         | 33.33 | 200  | 0    | 20.00 | 0   | 0    | 1980    | 19.998 rounds up
        Active   | L1         | 0.49  | 200  | 0    | 0.34  | 0   | 0    | 1999.66 | 0.343 rounds down
        Active   | L1         | 0     | 0    | 0    | 0     | 0   | 200  | 2000    | nothing in scope
        """);

    public static TheoryData<string[]> Hanzhong => Table.Rows("610700", """
        kind     | at      | scope | paid | used | pool | due | left | cap  | why
        Active   | L3      | 2200  | 0    | 0    | 800  | 200 | 0    | 0    | 1000 is above the cap of 800
        Active   | L1      | 1000  | 0    | 0    | 560  | 200 | 0    | 240  | 70% at level 1
        Active   | L2      | 300   | 200  | 700  | 100  | 0   | 0    | 0    | the cap leaves 100 of 180
        Retired  | L1      | 1000  | 200  | 0    | 750  | 0   | 0    | 250  | retired at level 1
        Retired  | L3      | 1000  | 200  | 500  | 500  | 0   | 0    | 0    | 550 is above what 1000 leaves
        Resident | Village | 100   | 0    | 0    | 60   | 0   | 0    | 40   | village 60%
        Resident | Primary | 100   | 0    | 0    | 50   | 0   | 0    | 50   | township 50%
        Resident | L2      | 100   | 0    | 0    | 40   | 0   | 0    | 60   | level 2 40%
        Resident | L3      | 100   | 0    | 0    | 0    | 0   | 0    | none | nothing at level 3
        """);

    public static TheoryData<string[]> Taiyuan => Table.Rows("140100", """
        kind     | at       | scope | paid | used | pool | due | left | cap  | why
        Active   | L1       | 100   | 0    | 0    | 45.5 | 30  | 0    | 2454.5 | 65% above 30
        Active   | L2       | 150   | 0    | 0    | 60   | 50  | 0    | 2440 | 60% above 50
        Active   | L3       | 280   | 0    | 0    | 110  | 80  | 0    | 2390 | 55% above 80
        Active   | L3       | 60    | 0    | 0    | 0    | 60  | 20   | 2500 | below the visit's deductible
        Active   | L3       | 100   | 60   | 0    | 44   | 20  | 0    | 2456 | a second batch of the same visit
        Retired  | L2       | 150   | 0    | 0    | 65   | 50  | 0    | 2935 | retired 65% at level 2
        Retired  | L3       | 180   | 0    | 0    | 60   | 80  | 0    | 2940 | retired 60% at level 3
        Retired  | L1       | 1030  | 0    | 2800 | 200  | 30  | 0    | 0    | the cap leaves 200 of 700
        Active   | Pharmacy | 50    | 0    | 0    | 13   | 30  | 0    | 2487 | pharmacy as level 1
        Resident | L1       | 100   | 0    | 0    | 60   | 0   | 0    | 240  | residents have no deductible at level 1
        Resident | Village  | 100   | 0    | 0    | 60   | 0   | 0    | 240  | station as level 1
        Resident | L2       | 100   | 0    | 0    | 55   | 0   | 0    | 245  | residents 55% at level 2
        Resident | L3       | 180   | 0    | 0    | 45   | 80  | 0    | 255  | residents 45% above 80 at level 3
        Resident | L1       | 1000  | 0    | 100  | 200  | 0   | 0    | 0    | the residents' cap leaves 200 of 600
        Resident | Pharmacy | 100   | 0    | 0    | 0    | 0   | 0    | none | nothing in pharmacies
        """);

    public static TheoryData<string[]> Anshan => Table.Rows("210300", """
        kind     | at         | scope | paid | used | pool | due | left | cap  | why
        Active   | L1         | 300   | 0    | 0    | 0    | 300 | 0    | 3000 | exactly the deductible
        Active   | L3         | 1000  | 300  | 0    | 300  | 400 | 0    | 2700 | 300 counts, 400 more is due at level 3
        Active   | L2         | 500   | 300  | 0    | 165  | 200 | 0    | 2835 | 300 counts, 200 more is due at level 2
        Active   | L1         | 100   | 700  | 0    | 60   | 0   | 0    | 2940 | more than level 1 asks is paid
        Active   | L3         | 200   | 300  | 0    | 0    | 200 | 200  | 3000 | 200 of 700 still open
        Retired  | Specialist | 1000  | 300  | 0    | 650  | 0   | 0    | 2350 | specialist of level 3 as level 1
        Retired  | L3         | 1000  | 700  | 2800 | 200  | 0   | 0    | 0    | the cap leaves 200 of 550
        Flexible | L2         | 1000  | 500  | 0    | 550  | 0   | 0    | 2450 | no account, but the pool pays
        Resident | L1         | 100   | 0    | 0    | 0    | 0   | 0    | none | the pack grants residents nothing
        """);

    [Theory]
    [MemberData(nameof(Xian))]
    [MemberData(nameof(Hanzhong))]
    [MemberData(nameof(Taiyuan))]
    [MemberData(nameof(Anshan))]
    public void The_pool_pays_by_kind_level_deductible_and_cap(string[] row)
    {
        var (area, kind) = (row[0], Enum.Parse<PersonKind>(row[1]));
        var bill = Bills.Of(area, row[2], Bills.Amounts(row[3]));

        var benefit = Benefits.Assess(
            ShippedPacks.On(area, bill.To),
            Bills.Insured(area, kind),
            bill,
            Bills.Used(Bills.Insured(area, kind), bill, Bills.Yuan(row[4]), Bills.Yuan(row[5]))).OrThrow();

        Assert.Equal(Bills.Yuan(row[6]), benefit.PoolPay);
        Assert.Equal(bill.Amounts.Total, benefit.PoolPay + benefit.PersonPart);
        if (row[9] == "none")
        {
            Assert.Empty(benefit.Layers);
            return;
        }
        var layer = Assert.Single(benefit.Layers);
        Assert.Equal(
            (Fund(kind), Bills.Yuan(row[7]), Bills.Yuan(row[8]), Bills.Yuan(row[9])),
            (layer.Fund, layer.Deductible, layer.DeductibleLeft, layer.CapLeft));
    }

    static string Fund(PersonKind kind) => kind.SchemeOf() switch
    {
        Scheme.Employee => "310100",
        Scheme.Resident => "390100",
    };
}
