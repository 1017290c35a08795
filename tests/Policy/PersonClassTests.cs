using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Tests.Policy;

/// <summary>A pack tells people of one kind apart by how their insurance is paid for and by what they are retired
/// from.</summary>
public sealed class PersonClassTests
{
    // A province that has rules for some of the retired, and a city of it that has rules for some flexible workers.
    const string Province = """
        {
          "area": "610000", "name": "陕西省",
          "benefits": [
            { "care": ["outpatient"], "persons": ["retired"], "from": "2021-01-01",
              "accumulator": "outpatient", "deductible_period": "year", "deductible": { "all": 300 },
              "ratio": { "all": 0.65 }, "cap": 3000, "source": "H: an example" },
            { "care": ["outpatient"], "persons": ["retired"], "retiree_groups": ["public"], "from": "2021-01-01",
              "cap": 4000, "source": "H: an example" }
          ],
          "reach": [ { "from": "2021-01-01", "care": "province", "source": "H: an example" } ]
        }
        """;

    const string City = """
        {
          "area": "610100", "name": "西安市", "from": "2023-01-01",
          "benefits": [
            { "care": ["outpatient"], "persons": ["active", "flexible", "retired"], "from": "2023-01-01",
              "accumulator": "outpatient", "deductible_period": "year", "deductible": { "all": 200 },
              "ratio": { "all": 0.6 }, "cap": 2000, "source": "H: an example" },
            { "care": ["outpatient"], "persons": ["flexible"], "account_modes": ["pool_only"], "from": "2023-01-01",
              "ratio": { "all": 0.7 }, "source": "H: an example" },
            { "care": ["outpatient"], "persons": ["retired"], "account_modes": ["pool_only"], "from": "2023-01-01",
              "ratio": { "all": 0.75 }, "deductible": { "all": 100 }, "source": "H: an example" },
            { "care": ["outpatient"], "persons": ["retired"], "retiree_groups": ["enterprise"], "from": "2023-01-01",
              "ratio": { "all": 0.8 }, "source": "H: an example" }
          ]
        }
        """;

    static readonly Insurance Flexible = Bills.Insured("610100", PersonKind.Flexible);
    static readonly Insurance Retired = Bills.Insured("610100", PersonKind.Retired);

    [Fact]
    public void Who_pays_for_the_pool_alone_has_what_the_pack_has_for_them() => Assert.Equal(
        (0.6m, 0.7m, 0.7m),
        (RatioOf(Flexible with { AccountMode = AccountMode.WithAccount }),
            RatioOf(Flexible with { AccountMode = AccountMode.PoolOnly }),
            RatioOf(Flexible, Load(City, withAccount: "false"))));

    [Fact]
    public void A_person_of_whom_no_group_is_known_has_what_all_have() => Assert.Equal(
        (0.6m, 0.6m, 0.8m),
        (RatioOf(Retired),
            RatioOf(Retired with { RetireeGroup = RetireeGroup.Public }),
            RatioOf(Retired with { RetireeGroup = RetireeGroup.Enterprise })));

    [Fact]
    public void What_is_said_of_a_group_goes_before_what_is_said_of_a_mode()
    {
        var both = Retired with { RetireeGroup = RetireeGroup.Enterprise, AccountMode = AccountMode.PoolOnly };

        var rule = RuleOf(both, Load(City))!;

        Assert.Equal((0.8m, 100), (rule.Ratio[Tier.Level3], rule.Deductible[Tier.Level3]?.Yuan));
    }

    [Fact]
    public void What_an_area_says_of_all_goes_before_what_a_wider_one_says_of_some() =>
        Assert.Equal(2000, RuleOf(Retired with { RetireeGroup = RetireeGroup.Public }, Load(City))?.Cap?.Yuan);

    [Fact]
    public void What_a_wider_area_says_of_some_holds_where_the_area_is_silent()
    {
        const string Silent = """{ "area": "610100", "name": "西安市", "from": "2023-01-01" }""";

        Assert.Equal(
            (3000, 4000),
            (RuleOf(Retired, Load(Silent))?.Cap?.Yuan,
                RuleOf(Retired with { RetireeGroup = RetireeGroup.Public }, Load(Silent))?.Cap?.Yuan));
    }

    [Theory]
    [InlineData("\"persons\": [\"flexible\"]", "\"persons\": [\"resident\"]",
        "$.benefits[1].account_modes: residents have no account")]
    [InlineData("\"persons\": [\"retired\"], \"retiree", "\"persons\": [\"retired\", \"active\"], \"retiree",
        "$.benefits[3].retiree_groups: only the retired are retired from something")]
    [InlineData("[\"enterprise\"]", "[\"farm\"]", "$.benefits[3].retiree_groups[0]: 'farm' is not one of")]
    [InlineData("\"all\": 0.8 }", "\"all\": 0.4 }", "$.benefits[3].ratio: ")]
    [InlineData("\"all\": 0.75 }", "\"all\": 0.55 }", "all: the retired have less than the active")]
    [InlineData("{ \"care\": [\"outpatient\"], \"persons\": [\"flexible\"]",
        "{ \"care\": [\"outpatient\"], \"persons\": [\"flexible\"], \"account_modes\": [\"pool_only\"], "
        + "\"from\": \"2024-01-01\", \"cap\": 2100, \"source\": \"H: an example\" }, "
        + "{ \"care\": [\"outpatient\"], \"persons\": [\"flexible\"]",
        "for outpatient/flexible/pool_only on 2024-01-01")]
    public void A_rule_for_some_is_held_to_the_same_as_one_for_all(string text, string changed, string expected)
    {
        Assert.Contains(text, City, StringComparison.Ordinal);

        var faults = PolicyPacks.Check(Packs(City.Replace(text, changed, StringComparison.Ordinal)), []).Faults;

        Assert.Contains(faults, fault => fault.Message.Contains(expected, StringComparison.Ordinal));
    }

    static decimal? RatioOf(Insurance insurance, PolicyPacks? packs = null) =>
        RuleOf(insurance, packs ?? Load(City))?.Ratio[Tier.Level3];

    static BenefitRule? RuleOf(Insurance insurance, PolicyPacks packs) =>
        packs.For(AreaCode.Of("610100"), Bills.Day)!.BenefitFor(BenefitCare.Outpatient, insurance, disease: null);

    /// <param name="withAccount">Whether the nation has an account for flexible workers.</param>
    static PolicyPacks Load(string city, string withAccount = "true") =>
        PolicyPacks.Check(Packs(city, withAccount), []).Whole();

    static IEnumerable<(string File, string Json)> Packs(string city, string withAccount = "true")
    {
        var national = ShippedPacks.Texts.Single(static pack => pack.File == "national.json").Json;
        var flexible = national.IndexOf("\"persons\": [\"flexible\"]", StringComparison.Ordinal);
        var (before, rest) = (national[..flexible], national[flexible..]);
        var changed = before
            + rest.Replace("\"account\": true", $"\"account\": {withAccount}", StringComparison.Ordinal);
        return [("national.json", changed), ("province.json", Province), ("city.json", city)];
    }
}
