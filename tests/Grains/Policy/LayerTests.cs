using Gongji.People;
using Gongji.Policy;

namespace Gongji.Grains.Tests.Policy;

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
            _ => Money.Zero).OrThrow();

        var province = ShippedPacks.On("610100", Bills.Day).Aid!;
        Assert.Equivalent(province with { Version = "" }, city.Aid! with { Version = "" }, strict: true);
        Assert.Equal(("", Money.Zero), (benefit.Fund, benefit.PoolPay));
    }

    [Fact]
    public void When_a_city_s_rule_ends_the_wider_area_s_holds_again_from_the_next_day()
    {
        var policies = Load(Stricter);

        bool[] hasAccount =
        [
            .. new[] { new DateOnly(2025, 1, 1), new DateOnly(2025, 6, 30), new DateOnly(2025, 7, 1) }
                .Select(day => policies.For(AreaCode.Of("610200"), day)!.HasAccount(PersonKind.Flexible)),
        ];

        Assert.Equal([false, false, true], hasAccount);
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

    static string VersionOf(string pack) => Load(pack).For(AreaCode.Of("610200"), new DateOnly(2025, 1, 1))!.Version;

    static PolicyPacks Load(string pack) => PolicyPacks.Load([.. ShippedPacks.Texts, ("tongchuan.json", pack)]);
}
