using Gongji.People;
using Gongji.Policy;

namespace Gongji.Grains.Tests.Policy;

/// <summary>What the pool pays in the four cities, in yuan. «paid» is what the deductible has already had, «used»
/// what the pool has already paid in the year.</summary>
public sealed class BenefitTableTests
{
    public static TheoryData<string[]> Xian => Table.Rows("""
        area   | kind     | at         | in scope | paid | used | pool  | deductible | left | cap left | why
        610100 | Active   | L3         | 1000     | 0    | 0    | 400   | 200        | 0    | 1600     | 50% above 200
        610100 | Active   | L1         | 150      | 0    | 0    | 0     | 150        | 50   | 2000     | inside the deductible
        610100 | Active   | L2         | 500      | 150  | 0    | 270   | 50         | 0    | 1730     | only 50 of the deductible is open
        610100 | Active   | L1         | 1000     | 200  | 1500 | 500   | 0          | 0    | 0        | the cap leaves 500 of 700
        610100 | Active   | L1         | 1000     | 200  | 2000 | 0     | 0          | 0    | 0        | the cap is used up
        610100 | Active   | L1         | 1000     | 200  | 2400 | 0     | 0          | 0    | 0        | more was used as a retired person
        610100 | Retired  | L3         | 1000     | 200  | 0    | 550   | 0          | 0    | 1950     | retired have 5 points more
        610100 | Retired  | L2         | 100      | 200  | 0    | 65    | 0          | 0    | 2435     | retired have 5 points more
        610100 | Retired  | L1         | 100      | 200  | 0    | 75    | 0          | 0    | 2425     | retired have 5 points more
        610100 | Flexible | L2         | 200      | 200  | 0    | 120   | 0          | 0    | 1880     | flexible as active
        610100 | Active   | Pharmacy   | 100      | 200  | 0    | 70    | 0          | 0    | 1930     | pooled pharmacies have a row
        610100 | Retired  | Pharmacy   | 100      | 200  | 0    | 75    | 0          | 0    | 2425     | pooled pharmacies have a row
        610100 | Active   | Pharmacy   | 100      | 150  | 0    | 35    | 50         | 0    | 1965     | one deductible for hospital and pharmacy
        610100 | Active   | Specialist | 100      | 200  | 0    | 70    | 0          | 0    | 1930     | specialist as level 1
        610100 | Active   | Primary    | 100      | 200  | 0    | 70    | 0          | 0    | 1930     | primary care as level 1
        610100 | Active   | Village    | 100      | 200  | 0    | 70    | 0          | 0    | 1930     | station as primary care
        610100 | Active   | L0         | 100      | 200  | 0    | 70    | 0          | 0    | 1930     | without a level as level 1
        610100 | Resident | Village    | 100      | 0    | 0    | 70    | 0          | 0    | 130      | residents have no deductible
        610100 | Resident | L1         | 100      | 0    | 0    | 60    | 0          | 0    | 140      | residents at level 1
        610100 | Resident | Primary    | 100      | 0    | 0    | 60    | 0          | 0    | 140      | township as level 1
        610100 | Resident | Village    | 100      | 0    | 150  | 50    | 0          | 0    | 0        | residents' cap is 200
        610100 | Resident | L2         | 100      | 0    | 0    | 0     | 0          | 0    | none     | nothing above level 1
        610100 | Resident | Pharmacy   | 100      | 0    | 0    | 0     | 0          | 0    | none     | nothing in pharmacies
        610100 | Active   | L3         | 0.01     | 200  | 0    | 0.01  | 0          | 0    | 1999.99  | half a fen goes up
        610100 | Active   | L2         | 33.33    | 200  | 0    | 20.00 | 0          | 0    | 1980     | 19.998 rounds up
        610100 | Active   | L1         | 0.49     | 200  | 0    | 0.34  | 0          | 0    | 1999.66  | 0.343 rounds down
        610100 | Active   | L1         | 0        | 0    | 0    | 0     | 0          | 200  | 2000     | nothing in scope
        """);

    public static TheoryData<string[]> Hanzhong => Table.Rows("""
        area   | kind     | at      | in scope | paid | used | pool | deductible | left | cap left | why
        610700 | Active   | L3      | 2200     | 0    | 0    | 800  | 200        | 0    | 0        | 1000 is above the cap of 800
        610700 | Active   | L1      | 1000     | 0    | 0    | 560  | 200        | 0    | 240      | 70% at level 1
        610700 | Active   | L2      | 300      | 200  | 700  | 100  | 0          | 0    | 0        | the cap leaves 100 of 180
        610700 | Retired  | L1      | 1000     | 200  | 0    | 750  | 0          | 0    | 250      | retired at level 1
        610700 | Retired  | L3      | 1000     | 200  | 500  | 500  | 0          | 0    | 0        | 550 is above what 1000 leaves
        610700 | Resident | Village | 100      | 0    | 0    | 60   | 0          | 0    | 40       | village 60%
        610700 | Resident | Primary | 100      | 0    | 0    | 50   | 0          | 0    | 50       | township 50%
        610700 | Resident | L2      | 100      | 0    | 0    | 40   | 0          | 0    | 60       | level 2 40%
        610700 | Resident | L3      | 100      | 0    | 0    | 0    | 0          | 0    | none     | nothing at level 3
        """);

    public static TheoryData<string[]> Taiyuan => Table.Rows("""
        area   | kind     | at       | in scope | paid | used | pool | deductible | left | cap left | why
        140100 | Active   | L1       | 100      | 0    | 0    | 42   | 30         | 0    | 1758     | 60% above 30
        140100 | Active   | L2       | 150      | 0    | 0    | 55   | 50         | 0    | 1745     | 55% above 50
        140100 | Active   | L3       | 100      | 0    | 0    | 10   | 80         | 0    | 1790     | 50% above 80
        140100 | Active   | L3       | 60       | 0    | 0    | 0    | 60         | 20   | 1800     | below the visit's deductible
        140100 | Active   | L3       | 100      | 60   | 0    | 40   | 20         | 0    | 1760     | a second batch of the same visit
        140100 | Retired  | L2       | 150      | 0    | 0    | 60   | 50         | 0    | 1940     | retired 60% at level 2
        140100 | Retired  | L1       | 1030     | 0    | 1800 | 200  | 30         | 0    | 0        | the cap leaves 200 of 650
        140100 | Active   | Pharmacy | 50       | 0    | 0    | 12   | 30         | 0    | 1788     | pharmacy as level 1
        140100 | Resident | L1       | 100      | 0    | 0    | 0    | 0          | 0    | none     | the pack grants residents nothing
        """);

    public static TheoryData<string[]> Anshan => Table.Rows("""
        area   | kind     | at         | in scope | paid | used | pool | deductible | left | cap left | why
        210300 | Active   | L1         | 300      | 0    | 0    | 0    | 300        | 0    | 3000     | exactly the deductible
        210300 | Active   | L3         | 1000     | 300  | 0    | 300  | 400        | 0    | 2700     | 300 counts, 400 more is due at level 3
        210300 | Active   | L2         | 500      | 300  | 0    | 165  | 200        | 0    | 2835     | 300 counts, 200 more is due at level 2
        210300 | Active   | L1         | 100      | 700  | 0    | 60   | 0          | 0    | 2940     | more than level 1 asks is paid
        210300 | Active   | L3         | 200      | 300  | 0    | 0    | 200        | 200  | 3000     | 200 of 700 still open
        210300 | Retired  | Specialist | 1000     | 300  | 0    | 650  | 0          | 0    | 2350     | specialist of level 3 as level 1
        210300 | Retired  | L3         | 1000     | 700  | 2800 | 200  | 0          | 0    | 0        | the cap leaves 200 of 550
        210300 | Flexible | L2         | 1000     | 500  | 0    | 550  | 0          | 0    | 2450     | no account, but the pool pays
        210300 | Resident | L1         | 100      | 0    | 0    | 0    | 0          | 0    | none     | the pack grants residents nothing
        """);

    [Theory]
    [MemberData(nameof(Xian))]
    [MemberData(nameof(Hanzhong))]
    [MemberData(nameof(Taiyuan))]
    [MemberData(nameof(Anshan))]
    public void The_pool_pays_by_kind_level_deductible_and_cap(string[] row)
    {
        var (area, kind, bill) = (row[0], Enum.Parse<PersonKind>(row[1]), Bills.Of(row[0], row[2], Bills.Amounts(row[3])));

        var benefit = Benefits.Assess(
            ShippedPacks.On(area, bill.ServiceDate),
            Bills.Insured(area, kind),
            bill,
            name => Bills.Yuan(name.EndsWith(".deductible", StringComparison.Ordinal) ? row[4] : row[5])).OrThrow();

        Assert.Equal(
            (Bills.Yuan(row[6]), Bills.Yuan(row[7]), Bills.Yuan(row[8]), row[9] == "none" ? null : Bills.Yuan(row[9])),
            (benefit.PoolPay, benefit.Deductible, benefit.DeductibleLeft, benefit.CapLeft));
        Assert.Equal(bill.Amounts.Total, benefit.PoolPay + benefit.PersonPart);
        Assert.Equal(Fund(kind, row[9]), benefit.Fund);
    }

    static string Fund(PersonKind kind, string capLeft) => (kind, capLeft) switch
    {
        (_, "none") => "",
        (PersonKind.Resident, _) => "390100",
        _ => "310100",
    };
}
