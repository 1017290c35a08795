using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Tests.Policy;

/// <summary>What is told of packs that have more than one fault, or none that stops a server.</summary>
public sealed class PackCheckTests
{
    static readonly string Liaoning = TextOf("liaoning.json");

    [Fact]
    public void All_faults_of_all_packs_are_told_at_once_and_each_once()
    {
        var xian = TextOf("xian.json")
            .Replace("\"level2\": 0.6,", "\"level2\": 1.6,", StringComparison.Ordinal)
            .Replace("\"cap\": 2500", "\"cap\": null", StringComparison.Ordinal)
            .Replace("\"C: flexible", "\"flexible", StringComparison.Ordinal)
            .Replace("XL\", \"self_pay\": 0.04", "XL\", \"self_pay\": 4", StringComparison.Ordinal)
            .Replace("\"class\": \"a\", \"special_exam\": true }\n", "\"class\": \"z\" }\n", StringComparison.Ordinal);
        var dalian = TextOf("dalian.json")
            .Replace("\"level1\": 300", "\"level1\": 200", StringComparison.Ordinal)
            .Replace("\"cap\": 3000", "\"cap\": 2999.99", StringComparison.Ordinal);

        var check = PolicyPacks.Check(
            [.. Without("xian.json", "dalian.json"), ("xian.json", xian), ("dalian.json", dalian), ("x.json", "{")],
            []);

        Assert.Equal(
            [
                "dalian.json $.benefits[0].cap",
                "dalian.json $.benefits[0].deductible",
                "dalian.json $.benefits[1].cap",
                "dalian.json $.benefits[1].deductible",
                "x.json $",
                "xian.json $.accounts[0].source",
                "xian.json $.benefits[0].ratio.level2",
                "xian.json $.benefits[1].cap",
                "xian.json $.catalogue[0].items[6].class",
                "xian.json $.catalogue[1].items[10].self_pay",
            ],
            check.Faults.Select(static fault => $"{fault.File} {fault.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_that_can_t_be_read_is_not_told_to_be_absent_as_well()
    {
        var national = TextOf("national.json")
            .Replace("\"persons\": [\"resident\"]", "\"persons\": [\"villager\"]", StringComparison.Ordinal);

        var check = PolicyPacks.Check([.. Without("national.json"), ("national.json", national)], []);

        Assert.Equal("$.accounts[2].persons[0]", Assert.Single(check.Faults).Path);
    }

    [Fact]
    public void A_rule_that_is_absent_on_many_days_is_told_once_for_each_area()
    {
        var national = TextOf("national.json").Replace("\"terms\"", "\"term\"", StringComparison.Ordinal);

        var check = PolicyPacks.Check([.. Without("national.json"), ("national.json", national)], []);

        Assert.Equal(1, check.Faults.Count(static fault => fault.Path == "$.term"));
        Assert.Equal(6, check.Faults.Count);
    }

    [Fact]
    public void A_city_can_t_void_what_its_province_demands_by_a_standard_of_its_own()
    {
        var anshan = TextOf("anshan.json")
            .Replace("\"cap\": 3000", "\"cap\": 100", StringComparison.Ordinal)
            .Replace("  \"benefits\"", """
                  "standards": [ { "from": "2023-01-01", "employee_cap_min": 100, "source": "H: x" } ],
                  "benefits"
                """, StringComparison.Ordinal);

        var check = PolicyPacks.Check([.. Without("anshan.json"), ("anshan.json", anshan)], []);

        Assert.Contains(
            "anshan.json: $.standards[0].employee_cap_min: 100 is looser than the 3000 of liaoning.json",
            check.Faults.Select(static fault => fault.Message));
    }

    [Fact]
    public void A_gap_in_a_province_s_rule_is_told_once()
    {
        var liaoning = Liaoning.Replace("\"to\": \"2024-11-29\"", "\"to\": \"2024-10-31\"", StringComparison.Ordinal);

        var check = PolicyPacks.Check([.. Without("liaoning.json"), ("liaoning.json", liaoning)], []);

        Assert.Equal(
            "liaoning.json: $.aid[1]: leaves a gap: aid for same_area of liaoning.json end on 2024-10-31, and nothing "
            + "is in force until 2024-11-30",
            Assert.Single(check.Faults).Message);
    }

    [Fact]
    public void Days_that_a_wider_area_covers_are_no_gap()
    {
        var follower = """
            { "area": "210100", "name": "沈阳市", "from": "2023-01-01", "aid": [
              { "functions": ["same_area"], "from": "2023-01-01", "to": "2023-06-30", "floor": 5, "source": "H: x" },
              { "functions": ["same_area"], "from": "2024-01-01", "floor": 9, "source": "H: x" } ] }
            """;

        var check = PolicyPacks.Check([.. ShippedPacks.Texts, ("shenyang.json", follower)], []);

        Assert.Empty(check.Faults);
    }

    [Fact]
    public void An_end_that_nothing_follows_is_noted_and_is_no_fault()
    {
        var liaoning = Liaoning.Replace(
            "\"from\": \"2024-12-31\",",
            "\"from\": \"2024-12-31\", \"to\": \"2026-12-31\",",
            StringComparison.Ordinal);

        var check = PolicyPacks.Check([.. Without("liaoning.json"), ("liaoning.json", liaoning)], []);

        Assert.Empty(check.Faults);
        Assert.Equal(
            "liaoning.json: $.aid[2]: aid for in_province end on 2026-12-31, and nothing comes after them",
            $"{Assert.Single(check.Packs.Notes)}");
    }

    [Fact]
    public void The_shipped_packs_have_nothing_to_note() => Assert.Empty(ShippedPacks.Policies.Notes);

    [Fact]
    public void A_pack_that_takes_the_place_of_a_shipped_one_leaves_the_others_as_they_were()
    {
        var own = TextOf("xian.json").Replace("\"cap\": 2000", "\"cap\": 4000", StringComparison.Ordinal);

        var policies = PolicyPacks.Check(ShippedPacks.Texts, [("own.json", own)]).Whole();

        var xian = policies.For(AreaCode.Of("610100"), Bills.Day)!;
        var active = Bills.Insured("610100", PersonKind.Active);
        Assert.Equal(Bills.Yuan("4000"), xian.BenefitFor(BenefitCare.Outpatient, active, disease: null)!.Cap);
        Assert.Equal(
            ShippedPacks.On("610700", Bills.Day).Version, policies.For(AreaCode.Of("610700"), Bills.Day)!.Version);
    }

    [Fact]
    public void Two_packs_of_one_area_are_refused_among_those_that_replace()
    {
        var own = TextOf("xian.json");

        var check = PolicyPacks.Check(ShippedPacks.Texts, [("a.json", own), ("b.json", own)]);

        Assert.Equal(
            "b.json: $.area: 610100 has a pack already: a.json", Assert.Single(check.Faults).Message);
    }

    [Fact]
    public void Standards_of_ordinary_care_are_none_of_special_examinations()
    {
        var anshan = TextOf("anshan.json").Replace("""  "benefits": [""", """
              "benefits": [
                { "care": ["special_exam"], "persons": ["active"], "from": "2023-01-01", "accumulator": "exams",
                  "deductible_period": "year", "deductible": { "all": 0 }, "ratio": { "all": 0.7 }, "cap": 500,
                  "source": "H: x" },
            """, StringComparison.Ordinal);

        var check = PolicyPacks.Check([.. Without("anshan.json"), ("anshan.json", anshan)], []);

        Assert.Empty(check.Faults);
    }

    static string TextOf(string file) => ShippedPacks.Texts.Single(text => text.File == file).Json;

    static IEnumerable<(string File, string Json)> Without(params string[] files) =>
        ShippedPacks.Texts.Where(text => !files.Contains(text.File));
}
