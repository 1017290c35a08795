using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;

namespace Gongji.Tests.Policy;

/// <summary>A chronic or special disease may have a benefit of its own, and is never ordinary care unless the pack says
/// so.</summary>
public sealed class DiseaseBenefitTests
{
    static readonly DiseaseCode Chronic = DiseaseCode.Of("M03900");
    static readonly DiseaseCode Unnamed = DiseaseCode.Of("M99900");

    /// <summary>Xi'an's chronic diseases of employees: 700, then 70%, by a list of one page (C).</summary>
    const string OfXian = """
        { "care": ["outpatient"], "persons": ["active"], "diseases": ["M03900"], "from": "2023-01-01",
          "accumulator": "chronic", "deductible": { "all": 700 }, "ratio": { "all": 0.7 }, "cap": "none",
          "source": "C: a page that gives 700 and 70% for chronic diseases" },
        """;

    [Fact]
    public void A_chronic_visit_has_its_own_deductible_and_leaves_the_ordinary_cap_alone()
    {
        var (xian, counters) = (Xian(OfXian), new Counters());

        var chronic = Assess(xian, Of(Chronic, "1000"), counters);
        counters.Add(chronic.Uses);
        var ordinary = Assess(xian, Bills.Of("610100", "L3", Bills.Amounts("500"), visit: "V2"), counters);

        Assert.Equal((Bills.Yuan("210"), Bills.Yuan("150")), (chronic.PoolPay, ordinary.PoolPay));
        Assert.Equal(Bills.Yuan("1850"), Assert.Single(ordinary.Layers).CapLeft);
        Assert.Equal(
            [
                Bills.Use("610100/employee/chronic.deductible/2026", "700"),
                Bills.Use("610100/employee/chronic.pool/2026", "210"),
            ],
            chronic.Uses);
        Assert.Equal(
            [
                "benefits.outpatient/M03900.deductible", "benefits.outpatient/M03900.ratio",
                "benefits.outpatient/M03900.cap",
            ],
            chronic.Trace.Select(static step => step.Rule));
    }

    [Fact]
    public void One_bill_for_a_disease_and_for_ordinary_care_pays_the_same()
    {
        var bill = Parted((Chronic, "1000"), (null, "500"));

        var benefit = Assess(Xian(OfXian), bill);

        Assert.Equal((Bills.Yuan("360"), Bills.Yuan("1140")), (benefit.PoolPay, benefit.PersonPart));
        Assert.Equal(
            [
                new Layer("310100", Bills.Yuan("500"), Bills.Yuan("200"), Money.Zero, 0.5m, Bills.Yuan("150"),
                    Bills.Yuan("1850")),
                new Layer("310100", Bills.Yuan("1000"), Bills.Yuan("700"), Money.Zero, 0.7m, Bills.Yuan("210"), null),
            ],
            benefit.Layers);
    }

    [Fact]
    public void A_disease_that_no_rule_names_is_not_ordinary_care()
    {
        var benefit = Assess(Xian(OfXian), Parted((Unnamed, "1000"), (null, "500")));

        Assert.Equal(Bills.Yuan("150"), benefit.PoolPay);
        Assert.Equal([Reason.Of(PoolReason.NoBenefit)], benefit.Reasons);
        Assert.Equal("benefits kind=Active disease=M99900", $"{benefit.Trace[0].Rule} {benefit.Trace[0].Input}");
    }

    [Fact]
    public void A_disease_that_no_rule_names_falls_where_the_pack_says()
    {
        const string AsOrdinary = """
            { "care": ["outpatient"], "persons": ["active"], "diseases": ["others"], "from": "2023-01-01",
              "accumulator": "outpatient", "source": "H: an example" },
            """;

        var benefit = Assess(Xian(OfXian + AsOrdinary), Parted((Unnamed, "1000"), (null, "500")));

        // One deductible and one cap for both parts: (1,500 - 200) x 50%.
        Assert.Equal((Bills.Yuan("650"), Bills.Yuan("1350")), (benefit.PoolPay, benefit.Layers[0].CapLeft));
        Assert.Equal(Bills.Yuan("200"), benefit.Layers.Sum(static layer => layer.Deductible));
    }

    [Fact]
    public void What_a_wider_area_says_of_a_disease_goes_before_what_the_city_says_of_ordinary_care()
    {
        var shaanxi = OfXian.Replace("\"persons\": [\"active\"]", "\"persons\": [\"active\", \"retired\"]",
            StringComparison.Ordinal);

        var benefit = Assess(Load("610000", shaanxi), Of(Chronic, "1000"));

        Assert.Equal(Bills.Yuan("210"), benefit.PoolPay);
    }

    [Fact]
    public void What_is_not_said_of_a_disease_is_as_in_ordinary_care_of_the_same_person()
    {
        var capped = OfXian.Replace("\"cap\": \"none\",", "", StringComparison.Ordinal);

        var rule = Xian(capped).BenefitFor(
            BenefitCare.Outpatient, Bills.Insured("610100", PersonKind.Active), Chronic)!;

        Assert.Equal((Bills.Yuan("2000"), DeductiblePeriod.Year), (rule.Cap, rule.Period));
        Assert.Equal("chronic.pool", rule.PoolCounter);
    }

    [Theory]
    [InlineData("[\"M03900\"]", "[\"chronic\"]", "diseases[0]: 'chronic' is not a disease code")]
    [InlineData("[\"M03900\"]", "[]", "diseases: the list is empty")]
    [InlineData("[\"M03900\"]", "[\"M1\", \"M1\"]", "diseases[1]: 'M1' stands twice in the list")]
    [InlineData("0.7 }", "0.4 }", "0.4 is below the standard's 0.5 for employees")]
    [InlineData("}, \"cap\"", "}, \"caps\"", "unknown key")]
    public void A_rule_for_a_disease_is_held_to_the_same_as_others(string text, string changed, string expected)
    {
        Assert.Contains(text, OfXian, StringComparison.Ordinal);

        var faults = PolicyPacks.Check(
            Packs("610100", OfXian.Replace(text, changed, StringComparison.Ordinal)), []).Faults;

        Assert.Contains(faults, fault => fault.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"diseases\": [\"M03900\"], ")]
    public void Rules_that_decide_otherwise_have_another_version(string of)
    {
        var most = $$"""
            { "care": ["outpatient"], "persons": ["active"], "account_modes": ["with_account"], {{of}}
              "from": "2023-01-01", "accumulator": "outpatient", "deductible_period": "year",
              "deductible": { "all": 200 },
              "ratio": { "level3": 0.55 }, "cap": 2000, "source": "H: x" },
            """;
        var all = OfXian.Replace("\"deductible\"", "\"deductible_period\": \"year\", \"deductible\"",
            StringComparison.Ordinal);
        var bill = of.Length == 0 ? Bills.Of("610100", "L3", Bills.Amounts("1000")) : Of(Chronic, "1000");
        var byTheCity = Load(("610100", most + all), ("610000", ""));
        var byTheProvince = Load(("610100", all), ("610000", most));

        Assert.NotEqual(Assess(byTheCity, bill).PoolPay, Assess(byTheProvince, bill).PoolPay);
        Assert.NotEqual(byTheCity.Version, byTheProvince.Version);
    }

    [Fact]
    public void The_retired_have_no_less_for_a_disease_that_is_named_for_the_active_alone()
    {
        const string OthersOfTheRetired = """
            { "care": ["outpatient"], "persons": ["retired"], "diseases": ["others"], "from": "2023-01-01",
              "accumulator": "chronic", "deductible": { "all": 700 }, "ratio": { "all": 0.6 }, "cap": "none",
              "source": "H: x" },
            """;

        var check = PolicyPacks.Check(Packs("610100", OfXian + OthersOfTheRetired), []);

        Assert.Contains(check.Faults, static fault =>
            fault.Message.Contains("the retired have less than the active", StringComparison.Ordinal));
    }

    static AreaPolicy Load(params (string Area, string More)[] packs) => PolicyPacks.Load(
        [.. ShippedPacks.Texts.Select(pack => (
            pack.File,
            packs.Where(one => one.More.Length > 0).Aggregate(pack.Json, (json, one) =>
                json.Contains($"\"area\": \"{one.Area}\"", StringComparison.Ordinal) ? With(json, one.More) : json)))])
        .For(AreaCode.Of("610100"), Bills.Day)!;

    static Bill Of(DiseaseCode disease, string inScope) => Parted((disease, inScope));

    static Bill Parted(params (DiseaseCode? Disease, string InScope)[] parts)
    {
        var whole = Bills.Amounts($"{parts.Select(static part => Bills.Yuan(part.InScope)).Sum()}");
        return Bills.Of("610100", "L3", whole) with
        {
            Parts = [.. parts.Select(static part => new BillPart(2026, part.Disease, Bills.Amounts(part.InScope)))],
        };
    }

    static Benefit Assess(AreaPolicy policy, Bill bill, Counters? used = null)
    {
        Assert.True(bill.AddsUp);
        return Benefits.Assess(policy, Bills.Insured("610100", PersonKind.Active), bill, used ?? new Counters())
            .OrThrow();
    }

    static AreaPolicy Xian(string more) => Load("610100", more);

    static AreaPolicy Load(string area, string more) =>
        PolicyPacks.Load(Packs(area, more)).For(AreaCode.Of("610100"), Bills.Day)!;

    /// <summary>The shipped packs, and further entries among the benefits of one of them.</summary>
    static (string File, string Json)[] Packs(string area, string more) =>
    [
        .. ShippedPacks.Texts.Select(pack => (
            pack.File,
            pack.Json.Contains($"\"area\": \"{area}\"", StringComparison.Ordinal) ? With(pack.Json, more) : pack.Json)),
    ];

    /// <summary>A province has none yet.</summary>
    static string With(string json, string more) => json.Contains("\"benefits\": [", StringComparison.Ordinal)
        ? json.Replace("\"benefits\": [", $"\"benefits\": [{more}", StringComparison.Ordinal)
        : json.Replace(
            "\"reach\":", $"\"benefits\": [{more.Trim().TrimEnd(',')}], \"reach\":", StringComparison.Ordinal);
}
