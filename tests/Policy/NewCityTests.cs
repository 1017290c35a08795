using Gongji.Journal.Life;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Packs;

namespace Gongji.Tests.Policy;

/// <summary>Adding an area adds a file, not code.</summary>
public sealed class NewCityTests : IDisposable
{
    // The example of docs/POLICY-PACKS.md, which a reader copies from there.
    static readonly string Baoji = Example(File.ReadAllText(
        Path.Combine(ShippedPacks.Folder, "..", "..", "docs", "POLICY-PACKS.md")));

    readonly string _folder = Directory.CreateTempSubdirectory("gongji-policies-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_city_in_a_further_folder_has_its_own_rules_and_its_province_s()
    {
        File.WriteAllText(Path.Combine(_folder, "baoji.json"), Baoji);

        var policies = PolicyFolder.Load(ShippedPacks.Folder, _folder);

        var baoji = policies.For(AreaCode.Of("610302"), Bills.Day)!;
        var benefit = Benefits.Assess(
            baoji,
            Bills.Insured("610302", PersonKind.Active),
            Bills.Of("610302", "L2", Bills.Amounts("1250")),
            new Counters()).OrThrow();
        Assert.Equal(Bills.Yuan("550"), benefit.PoolPay);
        Assert.All(baoji.Aid, static aid => Assert.Equal(3, aid.MembersMax));
        Assert.Equal(
            ShippedPacks.On("610100", Bills.Day).Aid.Select(static aid => aid.Relations),
            baoji.Aid.Select(static aid => aid.Relations));
        Assert.Equal(
            ShippedPacks.On("610100", Bills.Day).Version, policies.For(AreaCode.Of("610100"), Bills.Day)!.Version);
    }

    [Fact]
    public void A_deductible_of_the_month_begins_anew_with_each_until_the_year_s_ceiling_is_met()
    {
        File.WriteAllText(Path.Combine(_folder, "baoji.json"), Baoji
            .Replace(
                "\"deductible_period\": \"year\",",
                "\"deductible_period\": \"month\", \"deductible_ceiling\": 200,",
                StringComparison.Ordinal)
            .Replace(
                "\"deductible_period\": \"H: an example\",",
                "\"deductible_period\": \"H: an example\", \"deductible_ceiling\": \"H: an example\",",
                StringComparison.Ordinal));
        var policies = PolicyFolder.Load(ShippedPacks.Folder, _folder);
        var counters = new Counters();

        Benefit[] bills =
        [
            .. new[] { (3, 2), (3, 20), (4, 1), (5, 31), (6, 1) }.Select(day =>
            {
                var (month, ofMonth) = day;
                var bill = Bills.Of(
                    "610300", "L1", Bills.Amounts("80"), new DateOnly(2026, month, ofMonth), $"V{month}-{ofMonth}");
                var benefit = Benefits.Assess(
                    policies.For(AreaCode.Of("610300"), bill.To)!,
                    Bills.Insured("610300", PersonKind.Active),
                    bill,
                    counters).OrThrow();
                counters.Add(benefit.Uses);
                return benefit;
            }),
        ];

        Assert.Equal(
            ["80.00", "20.00", "80.00", "20.00", "0.00"],
            bills.Select(static bill => bill.Layers.Single().Deductible.ToString()));
        Assert.Contains(bills[0].Uses, static use =>
            use.Counter.Value == "610300/employee/outpatient.deductible/2026-03");
    }

    [Fact]
    public void A_second_pack_of_a_shipped_city_is_refused_naming_both_files()
    {
        var second = Path.Combine(_folder, "my-xian.json");
        File.Copy(Path.Combine(ShippedPacks.Folder, "xian.json"), second);

        var refused = Assert.Throws<PolicyPackException>(() => PolicyFolder.Load(ShippedPacks.Folder, _folder));

        Assert.Contains(second, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(ShippedPacks.Folder, "xian.json"), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_packs_is_refused()
    {
        var refused = Assert.Throws<PolicyPackException>(() => PolicyFolder.Load(ShippedPacks.Folder, _folder));

        Assert.Equal($"{_folder}: $: the folder has no *.json file", refused.Message);
    }

    static string Example(string guide)
    {
        const string fence = "```json baoji.json\n";
        var start = guide.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
