using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using Gongji.Journal.Codec;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Packs;

namespace Gongji.Tests.Policy;

/// <summary>What was decided can be decided again by the text of its rules alone, whatever has become of the packs.
/// </summary>
public sealed partial class KeptRulesTests
{
    static readonly DateOnly First = new(2020, 1, 1);

    static readonly AreaPolicy[] All = [.. ShippedPacks.Policies.All];

    static readonly Dictionary<string, AreaPolicy> Kept =
        All.ToDictionary(static policy => policy.Version, static policy => Again(policy));

    public static TheoryData<string> Versions => [.. All.Select(static policy => policy.Version)];

    [Fact]
    public void Every_version_that_a_day_can_have_is_among_all()
    {
        var ofDays = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var area in All.Select(static policy => policy.Area).Distinct())
        {
            for (var day = First; day.Year < 2032; day = day.AddDays(1))
            {
                if (ShippedPacks.Policies.For(area, day) is { } policy)
                {
                    ofDays.Add(policy.Version);
                }
            }
        }

        Assert.Equal(ofDays, All.Select(static policy => policy.Version).Order(StringComparer.Ordinal));
        Assert.True(ofDays.Count > All.Select(static policy => policy.Area).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Kept_rules_have_the_version_and_the_text_that_they_were_kept_under(string version)
    {
        var (original, kept) = (All.Single(policy => policy.Version == version), Kept[version]);

        Assert.Equal((original.Version, original.Area, original.Text), (kept.Version, kept.Area, kept.Text));
        Assert.Equal(original.Commitments, kept.Commitments);
        Assert.Equal(original.CareReach, kept.CareReach);
        Assert.Equal(original.CarriesUse, kept.CarriesUse);
        Assert.Equal(original.SettlesFrom(Bills.Day), kept.SettlesFrom(Bills.Day));
        Assert.Equivalent(original.Payers, kept.Payers, strict: true);
        Assert.Equivalent(original.Aid, kept.Aid, strict: true);
    }

    [Property(Arbitrary = [typeof(PolicyProperties)], MaxTest = 1_000)]
    public void Kept_rules_decide_as_those_of_the_packs_do(
        PolicyProperties.Case one, PolicyProperties.Use used, bool useAccount, bool holdsCredits)
    {
        foreach (var mode in new AccountMode?[] { null, AccountMode.WithAccount, AccountMode.PoolOnly })
        {
            var insurance = Bills.Insured(one.Area, one.Kind) with { AccountMode = mode };
            var counters = Bills.Used(insurance, one.Bill, used.Deductible, used.Pool);

            var (original, again) = (
                Decide(one.Policy, insurance, one.Bill, counters, useAccount, holdsCredits),
                Decide(Kept[one.Policy.Version], insurance, one.Bill, counters, useAccount, holdsCredits));

            Assert.Equal(original, again);
        }
    }

    /// <summary>Some of the rules are for who has a mode, a group or a disease, of one layer or of several.</summary>
    [Fact]
    public void Kept_rules_grant_everybody_for_every_disease_what_the_packs_do()
    {
        var policy = PolicyPacks.Load([.. ShippedPacks.Texts, ("tongchuan.json", Particular)])
            .For(AreaCode.Of("610200"), Bills.Day)!;
        var kept = Again(policy);
        var insured = (from kind in Enum.GetValues<PersonKind>()
                       from mode in Enum.GetValues<AccountMode>().Cast<AccountMode?>().Append(null)
                       from @group in Enum.GetValues<RetireeGroup>().Cast<RetireeGroup?>().Append(null)
                       select Bills.Insured("610200", kind) with { AccountMode = mode, RetireeGroup = @group })
            .ToArray();
        Bill[] bills = [.. from disease in new[] { null, "M03900", "M99900" }
                           from at in new[] { "L1", "L3" }
                           select Of("610200", at, disease)];

        var decided = insured.SelectMany(who => bills.Select(bill => (
            Decide(policy, who, bill, new Counters(), useAccount: true, holdsCredits: true),
            Decide(kept, who, bill, new Counters(), useAccount: true, holdsCredits: true)))).ToArray();

        Assert.All(decided, static pair => Assert.Equal(pair.Item1, pair.Item2));
        Assert.InRange(decided.Distinct().Count(), 6, int.MaxValue);
    }

    [Fact]
    public void The_same_rules_have_one_text_wherever_packs_say_them_and_whatever_they_say_of_it()
    {
        var policy = ShippedPacks.On("610700", Bills.Day);
        var commented = Sources().Replace(Pack("hanzhong.json"), "\"H: as before\"");

        var renamed = PolicyPacks.Load(
        [
            .. ShippedPacks.Texts.Where(static pack => pack.File != "hanzhong.json"), ("renamed.json", commented),
        ]);

        Assert.NotEqual(Pack("hanzhong.json"), commented);
        Assert.Equal(policy.Text, renamed.For(policy.Area, Bills.Day)!.Text);
    }

    /// <summary>What somebody may have changed in a wider area's pack, and nothing follows here.</summary>
    [Fact]
    public void What_a_narrower_area_takes_back_of_a_wider_one_is_in_no_text()
    {
        static AreaPolicy With(string cap) => XianUnder($$"""
            { "care": ["outpatient"], "persons": ["active"], "from": "2023-01-01", "cap": {{cap}}, "source": "H: x" }
            """);

        Assert.Equal(With("5000").Text, With("6000").Text);
    }

    [Fact]
    public void Entries_that_stand_at_the_same_place_of_two_packs_grant_what_each_says()
    {
        var policy = XianUnder("""
            { "care": ["pharmacy"], "persons": ["resident"], "from": "2023-01-01", "accumulator": "resident_pharmacy",
              "deductible_period": "year", "deductible": { "all": 0 }, "ratio": { "all": 0.1 }, "cap": "none",
              "source": "H: x" }
            """);
        var bill = Bills.Of("610100", "Pharmacy", Bills.Amounts("1000"));

        var pays = new[] { PersonKind.Active, PersonKind.Resident }.Select(kind => Benefits.Assess(
            Again(policy), Bills.Insured("610100", kind), bill, new Counters()).OrThrow().PoolPay.Yuan);

        Assert.Equal([560, 100], pays);
    }

    /// <summary>Whoever writes a pack is held to it; no bill is decided by it.</summary>
    [Fact]
    public void A_standard_that_changes_makes_no_new_version()
    {
        var stricter = ShippedPacks.With("\"employee_ratio_min\": 0.5", "\"employee_ratio_min\": 0.4");

        Assert.Equal(
            All.Select(static policy => policy.Version), stricter.All.Select(static policy => policy.Version));
    }

    [Fact]
    public void The_catalogue_of_kept_rules_is_known_by_its_digest_alone()
    {
        var kept = Again(ShippedPacks.On("610100", Bills.Day));
        var item = new FeeItem("1", "XA10BJS001", "an item", Money.FromFen(100_00), 1m, 100m);

        Assert.Throws<InvalidOperationException>(() => kept.Classify(item));
        Assert.Throws<InvalidOperationException>(() => kept.Lists(item));
    }

    [Theory]
    [InlineData("0.5", "0.6", "this is the text of 610700@")]
    [InlineData("\"family\":\"reach\"", "\"family\":\"bounds\"", "there are no rules 'bounds'")]
    [InlineData("\"care\":\"", "\"cares\":\"", "unknown key")]
    [InlineData("\"area\"", "\"place\"", "unknown key")]
    [InlineData("outpatient/active", "outpatient/nobody", "is nobody's benefit")]
    [InlineData("\"rules\":[", "\"rules\":[1,", "must be an object")]
    [InlineData("\"keys\":[\"active\"", "\"keys\":[\"active\",\"active\"", "twice")]
    [InlineData("{", "", "not valid JSON")]
    public void A_text_that_was_changed_is_not_taken_for_the_rules(string was, string now, string why)
    {
        var policy = ShippedPacks.On("610700", Bills.Day);
        var at = policy.Text.IndexOf(was, StringComparison.Ordinal);
        Assert.NotEqual(-1, at);
        var changed = policy.Text[..at] + now + policy.Text[(at + was.Length)..];

        var refused = Assert.Throws<PolicyPackException>(() => AreaPolicy.OfKept(policy.Version, changed));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Such texts lie in journals: each line is read by every later version of the program, and decides what
    /// it decided when it was written. Where a kind of rule is added, lines with it are added.</summary>
    [Fact]
    public void Rules_that_an_earlier_version_of_the_program_kept_are_read()
    {
        File.WriteAllLines(
            Path.Combine(AppContext.BaseDirectory, "rules.txt"), All.Select(static policy => Line(Again(policy))));

        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "golden", "rules.txt"));

        Assert.All(lines, static line =>
            Assert.Equal(line, Line(AreaPolicy.OfKept(line.Split('\t')[0], line.Split('\t')[2]))));
        Assert.NotEmpty(lines);
    }

    static string Line(AreaPolicy kept)
    {
        var pays = from kind in Enum.GetValues<PersonKind>()
                   let insurance = Bills.Insured($"{kept.Area}", kind)
                   let bill = Bills.Of($"{kept.Area}", "L2", Bills.Amounts("1000"))
                   let benefit = Benefits.Assess(kept, insurance, bill, new Counters()).OrThrow()
                   let own = Payers.Plan(kept, insurance, bill, benefit, useAccount: true, holdsCredits: true)
                   select $"{benefit.PoolPay}/{own.OwnCeiling}/{own.AidCeiling}";
        return $"{kept.Version}\t{string.Join(' ', pays)}\t{kept.Text}";
    }

    const string Particular = """
        {
          "area": "610200", "name": "铜川市", "from": "2025-01-01",
          "benefits": [
            { "care": ["outpatient", "pharmacy"], "persons": ["active", "retired"], "from": "2025-01-01",
              "accumulator": "outpatient", "deductible_period": "month", "deductible": { "all": 100 },
              "ratio": { "all": 0.6, "@class_a": 0.7 }, "cap": 3000, "source": "H: x" },
            { "care": ["outpatient"], "persons": ["active", "retired"], "account_modes": ["pool_only"],
              "from": "2025-01-01", "cap": 4000, "source": "H: x" },
            { "care": ["outpatient"], "persons": ["retired"], "retiree_groups": ["public"],
              "from": "2025-01-01", "ratio": { "all": 0.8, "@class_a": 0.9 }, "source": "H: x" },
            { "care": ["outpatient"], "persons": ["active", "retired"], "diseases": ["M03900"], "from": "2025-01-01",
              "accumulator": "chronic", "deductible": { "all": 0 }, "ratio": { "all": 0.9 }, "source": "H: x" }
          ]
        }
        """;

    /// <summary>Xi'an's rules where Shaanxi has one more.</summary>
    static AreaPolicy XianUnder(string benefit) => PolicyPacks.Load(
    [
        .. ShippedPacks.Texts.Where(static pack => pack.File != "shaanxi.json"),
        ("shaanxi.json", Pack("shaanxi.json").Replace(
            "\"area\": \"610000\",",
            $"\"area\": \"610000\", \"benefits\": [ {benefit} ],",
            StringComparison.Ordinal)),
    ]).For(AreaCode.Of("610100"), Bills.Day)!;

    static string Pack(string file) => ShippedPacks.Texts.Single(pack => pack.File == file).Json;

    static AreaPolicy Again(AreaPolicy policy) => AreaPolicy.OfKept(policy.Version, policy.Text);

    static Bill Of(string area, string at, string? disease)
    {
        var bill = Bills.Of(area, at, Bills.Amounts("9000", firstSelfPay: "100", own: "70", barred: "30"));
        return disease is null ? bill : bill with
        {
            Parts = [new BillPart(bill.To.Year, DiseaseCode.Of(disease), bill.Amounts)],
        };
    }

    /// <summary>All that a policy is asked in a settlement, as one text.</summary>
    static string Decide(
        AreaPolicy policy, Insurance insurance, Bill bill, Counters used, bool useAccount, bool holdsCredits)
    {
        var assessed = Benefits.Assess(policy, insurance, bill, used);
        object?[] told =
        [
            assessed,
            assessed.IsRefused
                ? null
                : Payers.Plan(policy, insurance, bill, assessed.Value, useAccount, holdsCredits),
            policy.TakesCredits(insurance),
            policy.AccountMayPay(insurance, holdsCredits),
            policy.AidFor(insurance.Area),
            policy.AidFor(AreaCode.Of($"{insurance.Area.Province.Value[..2]}9900")),
            policy.AidFor(AreaCode.Of("990100")),
            policy.SettlesFrom(bill.To),
        ];
        return string.Join('\n', told.Select(static one => JsonSerializer.Serialize(one, LedgerJson.Options)));
    }

    [GeneratedRegex("\"[SABCH]-?: [^\"]+\"")]
    private static partial Regex Sources();
}
