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
        Assert.NotNull(policy.Aid);
    }

    [Fact]
    public void A_flexible_worker_has_an_account_in_Xian_and_none_in_Anshan()
    {
        var (xian, anshan) = (ShippedPacks.On("610100", Day), ShippedPacks.On("210300", Day));

        Assert.True(xian.TakesCredits(PersonKind.Flexible));
        Assert.False(anshan.TakesCredits(PersonKind.Flexible));
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

    [Fact]
    public void The_relations_of_Hanzhong_widen_from_three_to_eight_when_the_province_opens()
    {
        var before = ShippedPacks.On("610700", new DateOnly(2024, 5, 31)).Aid!;
        var after = ShippedPacks.On("610700", new DateOnly(2024, 6, 1)).Aid!;

        Assert.Equal([Relation.Spouse, Relation.Parent, Relation.Child], before.Relations[AidPurpose.Payment]);
        Assert.Equal(Reach.PoolingArea, before.Reach);
        Assert.Equal(Enum.GetValues<Relation>(), after.Relations[AidPurpose.Payment].Order());
        Assert.Equal([Relation.Parent, Relation.Spouse, Relation.Child], after.Relations[AidPurpose.Premium]);
        Assert.Equal(Reach.Province, after.Reach);
    }

    [Fact]
    public void A_city_may_be_stricter_than_its_province_in_one_field()
    {
        var (xian, hanzhong) = (ShippedPacks.On("610100", Day).Aid!, ShippedPacks.On("610700", Day).Aid!);

        Assert.False(xian.FunderMustBeNormal);
        Assert.True(hanzhong.FunderMustBeNormal);
        Assert.Equal(xian.Relations[AidPurpose.Payment], hanzhong.Relations[AidPurpose.Payment]);
    }

    [Fact]
    public void Shanxi_keeps_a_floor_and_Liaoning_admits_employees_of_other_areas_alone()
    {
        var (taiyuan, anshan) = (ShippedPacks.On("140100", Day).Aid!, ShippedPacks.On("210300", Day).Aid!);

        Assert.Equal(Money.FromFen(1000_00), taiyuan.Floor);
        Assert.Equal(Reach.Province, taiyuan.Reach);
        Assert.True(anshan.OtherAreasOnly);
        Assert.Equal([Scheme.Employee], anshan.MemberSchemes);
        Assert.Equal(taiyuan.Version, ShippedPacks.On("140100", Day).Version);
    }

    [Fact]
    public void Rules_that_stay_the_same_keep_their_version()
    {
        var first = ShippedPacks.On("610100", new DateOnly(2024, 6, 1));

        Assert.Equal(first.Version, ShippedPacks.On("610199", new DateOnly(2031, 1, 1)).Version);
        Assert.NotEqual(first.Version, ShippedPacks.On("610100", new DateOnly(2024, 5, 31)).Version);
    }
}
