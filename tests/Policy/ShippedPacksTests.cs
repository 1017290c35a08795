using System.Globalization;
using Gongji.Policy.Benefits;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Policy;

public sealed class ShippedPacksTests
{
    static readonly DateOnly Day = new(2026, 3, 2);

    [Theory]
    [InlineData("610100")]
    [InlineData("610700")]
    [InlineData("140100")]
    [InlineData("210300")]
    public void Every_code_of_a_pooling_area_has_its_rules(string area)
    {
        var district = area[..4] + "99";

        var policy = ShippedPacks.On(district, Day);

        Assert.Equal(area, policy.Area.Value);
        Assert.Matches($"^{area}@[0-9a-f]{{8}}$", policy.Version);
        Assert.NotEmpty(policy.Aid);
    }

    [Fact]
    public void A_flexible_worker_has_an_account_in_Xian_and_none_in_Anshan()
    {
        var (xian, anshan) = (ShippedPacks.On("610100", Day), ShippedPacks.On("210300", Day));

        Assert.True(xian.TakesCredits(Bills.Insured("610100", PersonKind.Flexible)));
        Assert.False(anshan.TakesCredits(Bills.Insured("210300", PersonKind.Flexible)));
    }

    [Fact]
    public void A_day_before_the_area_is_covered_has_no_rules()
    {
        var policy = ShippedPacks.Policies.For(AreaCode.Of("610100"), new DateOnly(2022, 12, 31));

        Assert.Null(policy);
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("610000")]
    [InlineData("110100")]
    public void An_area_without_a_pack_of_its_own_has_no_rules(string area)
    {
        var policy = ShippedPacks.Policies.For(AreaCode.Of(area), Day);

        Assert.Null(policy);
    }

    /// <summary>«member» is where the member is insured; relations as they may pay bills.</summary>
    public static TheoryData<string[]> Functions => Table.Rows("", """
        funder | member | day        | relations | why
        610700 | 610799 | 2024-08-01 | 3         | the relations of 2023
        610700 | 610799 | 2024-08-02 | 8         | near relatives, at the latest on this day
        610700 | 610100 | 2024-05-21 | none      | not yet open to the province
        610700 | 610100 | 2024-05-22 | 3         | opened for three relations
        610700 | 610100 | 2024-08-02 | 8         | near relatives
        610700 | 140100 | 2026-03-02 | none      | another province
        140100 | 140200 | 2024-08-31 | 3         | the procedure of 2022
        140100 | 140200 | 2024-09-01 | 8         | siblings from September on
        210300 | 210399 | 2023-02-01 | 3         | same city
        210300 | 210399 | 2026-03-02 | 8         | near relatives in the same city
        210300 | 210200 | 2023-02-01 | none      | nobody of another city before the function opened
        210200 | 210300 | 2024-12-30 | none      | nobody of another city before the function opened
        210200 | 210300 | 2024-12-31 | 3         | a page of 2025 names three
        """);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Aid_is_for_the_relations_of_the_function_that_is_open_to_the_member(string[] row)
    {
        var day = DateOnly.Parse(row[2], CultureInfo.InvariantCulture);

        var aid = ShippedPacks.On(row[0], day).AidFor(AreaCode.Of(row[1]));

        Assert.Equal(row[3], aid is null ? "none" : $"{aid.Relations[AidPurpose.Payment].Count}");
    }

    [Theory]
    [InlineData("2023-11-30", 0)]
    [InlineData("2023-12-01", 3)]
    [InlineData("2024-08-02", 8)]
    public void The_premiums_that_Shaanxi_s_accounts_may_pay_widen_with_the_papers(string day, int relations)
    {
        var aid = ShippedPacks.On("610100", DateOnly.Parse(day, CultureInfo.InvariantCulture)).Aid[0];

        Assert.Equal(relations, aid.Relations[AidPurpose.Premium].Count);
    }

    [Fact]
    public void A_resident_of_the_own_city_is_a_member_in_Liaoning_and_one_of_another_city_is_not()
    {
        var anshan = ShippedPacks.On("210300", Day);

        Assert.Contains(Scheme.Resident, anshan.AidFor(AreaCode.Of("210399"))!.MemberSchemes);
        Assert.Equal([Scheme.Employee], anshan.AidFor(AreaCode.Of("210299"))!.MemberSchemes);
    }

    [Theory]
    [InlineData("2024-06-30", PersonKind.Active, 50, 1800)]
    [InlineData("2024-07-01", PersonKind.Active, 55, 2500)]
    [InlineData("2024-06-30", PersonKind.Retired, 55, 2000)]
    [InlineData("2024-07-01", PersonKind.Retired, 60, 3000)]
    public void A_city_of_Shanxi_has_the_province_s_benefits_of_the_day(
        string day, PersonKind kind, int percent, int cap)
    {
        var rule = ShippedPacks.On("140100", DateOnly.Parse(day, CultureInfo.InvariantCulture))
            .BenefitFor(BenefitCare.Outpatient, Bills.Insured("140100", kind), disease: null)!;

        Assert.Equal((percent / 100m, Money.FromFen(cap * 100)), (rule.Ratio[Tier.Level3]!.Value, rule.Cap!.Value));
    }

    [Fact]
    public void Hanzhong_s_aid_pays_the_whole_share_once_the_province_says_so()
    {
        var (before, after) = (Scope(new DateOnly(2023, 12, 31)), Scope(new DateOnly(2024, 1, 1)));

        Assert.Equal((PayScope.SelfPay, PayScope.PersonalShare), (before, after));

        static PayScope Scope(DateOnly day) => ShippedPacks.On("610700", day).Payers.AidScope;
    }

    [Fact]
    public void A_city_may_be_stricter_than_its_province_in_one_field()
    {
        var (xian, hanzhong) = (ShippedPacks.On("610100", Day).Aid[0], ShippedPacks.On("610700", Day).Aid[0]);

        Assert.False(xian.FunderMustBeNormal);
        Assert.True(hanzhong.FunderMustBeNormal);
        Assert.Equal(xian.Relations[AidPurpose.Payment], hanzhong.Relations[AidPurpose.Payment]);
    }

    [Fact]
    public void Shanxi_keeps_a_floor_and_Liaoning_none()
    {
        var (taiyuan, anshan) = (ShippedPacks.On("140100", Day), ShippedPacks.On("210300", Day));

        Assert.All(taiyuan.Aid, static aid => Assert.Equal(Money.FromFen(1000_00), aid.Floor));
        Assert.All(anshan.Aid, static aid => Assert.Equal(Money.Zero, aid.Floor));
    }

    [Fact]
    public void Rules_that_stay_the_same_keep_their_version()
    {
        var first = ShippedPacks.On("610100", new DateOnly(2024, 8, 2));

        Assert.Equal(first.Version, ShippedPacks.On("610199", new DateOnly(2031, 1, 1)).Version);
        Assert.NotEqual(first.Version, ShippedPacks.On("610100", new DateOnly(2024, 8, 1)).Version);
    }
}
