using Gongji.Policy.Aid;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;

namespace Gongji.Tests.Policy;

public sealed class LayerTests
{
    const string Follower = """{ "area": "610200", "name": "铜川市", "from": "2025-01-01" }""";

    const string Stricter = """
        {
          "area": "610200", "name": "铜川市", "from": "2025-01-01",
          "accounts": [
            { "persons": ["flexible"], "from": "2025-01-01", "to": "2025-06-30", "account": false, "source": "H: x" }
          ]
        }
        """;

    [Fact]
    public void A_city_that_writes_nothing_follows_its_province()
    {
        var city = Load(Follower).For(AreaCode.Of("610200"), Bills.Day)!;

        var benefit = Benefits.Assess(
            city,
            Bills.Insured("610200", PersonKind.Active),
            Bills.Of("610200", "L1", Bills.Amounts("1000")),
            new Counters()).OrThrow();

        var province = ShippedPacks.On("610100", Bills.Day);
        Assert.Equivalent(Unversioned(province), Unversioned(city), strict: true);
        Assert.Empty(benefit.Layers);
    }

    [Fact]
    public void When_a_city_s_rule_ends_the_wider_area_s_holds_again_from_the_next_day()
    {
        var policies = Load(Stricter);

        bool[] hasAccount =
        [
            .. new[] { new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30), new DateOnly(2025, 7, 1) }
                .Select(day => policies.For(AreaCode.Of("610200"), day)!.TakesCredits(
                    Bills.Insured("610200", PersonKind.Flexible))),
        ];

        Assert.Equal([false, false, true], hasAccount);
    }

    [Theory]
    [InlineData("a", 100_00, 0)]
    [InlineData("own", 0, 100_00)]
    public void A_city_may_give_an_item_of_class_b_another_class(string itemClass, long inScope, long own)
    {
        var pack = Follower.Replace(" }", $$"""
            , "catalogue": [ { "from": "2025-01-01", "source": "H: x",
              "items": [ { "prefix": "XA10BJ", "class": "{{itemClass}}" } ] } ] }
            """, StringComparison.Ordinal);

        var split = Load(pack).For(AreaCode.Of("610200"), Bills.Day)!
            .Classify(new FeeItem("1", "XA10BJS001", "an item", Money.FromFen(100_00), 1m, 100m));

        Assert.Equal((inScope, own), (split.InScope.Fen, split.OwnExpense.Fen));
        Assert.Equal(Money.Zero, split.FirstSelfPay);
    }

    [Fact]
    public void A_source_note_does_not_change_the_version_and_a_value_does()
    {
        var version = VersionOf(Stricter);

        Assert.Equal(version, VersionOf(Stricter.Replace("H: x", "C: y", StringComparison.Ordinal)));
        Assert.NotEqual(version, VersionOf(Stricter.Replace("false", "true", StringComparison.Ordinal)));
    }

    [Fact]
    public void Looking_up_the_rules_of_a_day_allocates_nothing()
    {
        var (area, policies) = (AreaCode.Of("610199"), ShippedPacks.Policies);
        policies.For(area, Bills.Day);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            policies.For(area, Bills.Day);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static AidRules[] Unversioned(AreaPolicy policy) =>
        [.. policy.Aid.Select(static rules => rules with { Version = "" })];

    static string VersionOf(string pack) => Load(pack).For(AreaCode.Of("610200"), new DateOnly(2025, 1, 1))!.Version;

    static PolicyPacks Load(string pack) => PolicyPacks.Load([.. ShippedPacks.Texts, ("tongchuan.json", pack)]);
}
