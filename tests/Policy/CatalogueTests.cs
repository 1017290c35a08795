using System.Globalization;

namespace Gongji.Tests.Policy;

public sealed class CatalogueTests
{
    public static TheoryData<string[]> Lines => Table.Rows("", """
        area   | code            | total  | cnt | own | over | pre  | in    | cl  | bar | why
        610100 | XA10BAE048      | 36.50  | 2   | 0   | 0    | 0    | 36.50 | A   | no  | metformin, wholly in scope
        610700 | XA10BHX065      | 100.00 | 1   | 0   | 0    | 5    | 95    | B   | no  | Shaanxi asks 5% of gliptins
        140100 | XA10BHX065      | 100.00 | 1   | 0   | 0    | 5    | 95    | B   | no  | Shanxi asks 5% of class B
        210300 | XA10BHX065      | 100.00 | 1   | 0   | 0    | 10   | 90    | B   | no  | elsewhere the national 10%
        610100 | 0021030001      | 400.00 | 1   | 0   | 50   | 0    | 350   | A   | no  | CT above 350
        610700 | 0021030001      | 400.00 | 1   | 0   | 50   | 35   | 315   | B   | no  | Hanzhong keeps 10% of CT
        140100 | 0021030001      | 300.00 | 1   | 0   | 0    | 60   | 240   | B   | no  | below the limit; Shanxi 20%
        610100 | 001102000010000 | 12.00  | 1   | 0   | 2    | 0    | 10    | A   | no  | above its limit
        610100 | 001102000040000 | 100.00 | 1   | 100 | 0    | 0    | 0     | Own | no  | an exact code wins
        610100 | 001102990000000 | 10.00  | 1   | 0   | 0    | 0    | 10    | A   | no  | the prefix decides
        610100 | XJ01DBB072      | 20.00  | 1   | 0   | 0    | 0    | 20    | A   | no  | the longer prefix wins
        610700 | XJ01DDB072      | 20.00  | 1   | 0   | 0    | 1    | 19    | B   | no  | only the shorter matches
        610100 | XJ01DDB072      | 20.00  | 1   | 0   | 0    | 0.80 | 19.20 | B   | no  | Xi'an asks 4% of class B
        610700 | ZA12AAA01       | 100.00 | 0.5 | 0   | 55   | 4.50 | 40.50 | B   | no  | half a unit, half the limit
        610100 | ZA12AAA01       | 100.00 | 0   | 0   | 100  | 0    | 0     | B   | no  | no unit, no limit
        610100 | XJ07AAA01       | 50.00  | 1   | 50  | 0    | 0    | 0     | Own | yes | vaccines are public health
        610100 | TY0001          | 50.00  | 1   | 50  | 0    | 0    | 0     | Own | yes | sports goods
        610100 | NOSUCHCODE      | 50.00  | 1   | 50  | 0    | 0    | 0     | Own | no  | unknown is own expense
        610100 | X               | 50.00  | 1   | 50  | 0    | 0    | 0     | Own | no  | shorter than every prefix
        610700 | XJ01DDB072      | 0.10   | 1   | 0   | 0    | 0.01 | 0.09  | B   | no  | half a fen of 5% goes up
        """);

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_split_by_the_longest_matching_code(string[] row)
    {
        var item = Item(row[1], Bills.Yuan(row[2]), decimal.Parse(row[3], CultureInfo.InvariantCulture));

        var split = ShippedPacks.On(row[0], Bills.Day).Classify(item);

        Assert.Equal(
            (Bills.Yuan(row[4]), Bills.Yuan(row[5]), Bills.Yuan(row[6]), Bills.Yuan(row[7])),
            (split.OwnExpense, split.OverLimit, split.FirstSelfPay, split.InScope));
        Assert.Equal((row[8], row[9]), ($"{split.Class}", split.AccountBarred ? "yes" : "no"));
    }

    [Theory]
    [InlineData("610100", "2026-03-02", 0.04)]
    [InlineData("140100", "2024-07-01", 0.05)]
    public void An_area_that_asks_one_rate_of_class_B_asks_it_of_every_drug_of_the_national_catalogue(
        string area, string day, double rate)
    {
        var drugs = ShippedPacks.On("210300", Bills.Day);
        var here = ShippedPacks.On(area, DateOnly.Parse(day, CultureInfo.InvariantCulture));

        var rates = ShippedPacks.Texts.Single(static pack => pack.File == "national.json").Json.Split('"')
            .Where(static text => text.StartsWith('X') || text.StartsWith("ZA", StringComparison.Ordinal))
            .Select(static code => Item(code, Bills.Yuan("100"), 1))
            .Where(item => drugs.Classify(item).Class == ItemClass.B)
            .Select(item => here.Classify(item).SelfPayRatio);

        Assert.All(rates, each => Assert.Equal((decimal)rate, each));
        Assert.NotEmpty(rates);
    }

    [Theory]
    [InlineData("XA10BAE048")]
    [InlineData("0021030001")]
    [InlineData("TY0001")]
    [InlineData("NOSUCHCODE")]
    public void An_item_that_its_institution_did_not_approve_is_own_expense_whatever_the_catalogue_says(string code)
    {
        var item = Item(code, Bills.Yuan("400"), 1);

        var split = ShippedPacks.On("610100", Bills.Day).Classify(item with { OwnExpense = true });

        Assert.Equal((item.Total, ItemClass.Own, 1m, (decimal?)null), (
            split.OwnExpense, split.Class, split.SelfPayRatio, split.PriceLimit));
        Assert.Equal(Money.Zero, split.OverLimit + split.FirstSelfPay + split.InScope);
        var approved = ShippedPacks.On("610100", Bills.Day).Classify(item);
        Assert.Equal(
            (approved.AccountBarred, approved.FeeCategory), (split.AccountBarred, split.FeeCategory));
    }

    [Fact]
    public void An_item_carries_its_fee_category_ratio_and_price_limit()
    {
        var split = ShippedPacks.On("610100", Bills.Day).Classify(Item("002103000010000", Bills.Yuan("400"), 1));

        Assert.Equal(("03", 0m, 350m), (split.FeeCategory, split.SelfPayRatio, split.PriceLimit));
        Assert.True(split.SpecialExam);
    }

    [Fact]
    public void A_count_too_large_for_any_product_is_within_the_limit()
    {
        var item = Item("002103000010000", Bills.Yuan("400"), decimal.MaxValue);

        var split = ShippedPacks.On("610100", Bills.Day).Classify(item);

        Assert.Equal(Money.Zero, split.OverLimit);
    }

    static FeeItem Item(string code, Money total, decimal count) => new("1", code, "an item", total, count, 1m);
}
