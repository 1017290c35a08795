using System.Text.RegularExpressions;
using Gongji.Policy.Aid;
using Gongji.Policy.Benefits;
using Gongji.Policy.Packs;
using Gongji.Policy.Payers;

namespace Gongji.Policy.Areas;

/// <summary>The kinds of rules that a pack can hold, and how each field of them is read.</summary>
static partial class RuleFamilies
{
    const string AccountModes = "account_modes";
    const string RetireeGroups = "retiree_groups";
    const string Diseases = "diseases";

    public static readonly RuleFamily Benefits = new(
        "benefits", ["care", "persons", AccountModes, RetireeGroups, Diseases], BenefitKeys, Fields(
            ("accumulator", static n => n.Matching(Word(), "a name of up to 40 lower-case letters and underscores")),
            ("deductible_period", static n => n.OneOf<DeductiblePeriod>()),
            ("deductible", static n => TierTable<Money>.Read(n, static row => row.Yuan())),
            ("deductible_ceiling", static n => n.YuanOrNone()),
            ("ratio", static n => TierTable<decimal>.Read(n, static row => row.Ratio())),
            ("cap", static n => n.YuanOrNone())));

    public static readonly RuleFamily Funds = new(
        "funds", ["schemes"], static rule => Keys<Scheme>(rule, "schemes"), Fields(
            ("fund", static n => n.Matching(FundCode(), "a fund code of six digits"))));

    public static readonly RuleFamily Reach = new("reach", [], Single, Fields(
        ("care", static n => n.OneOf<Reach>())));

    public static readonly RuleFamily Terms = new("terms", [], Single, Fields(
        ("settle_within_days", static n => n.CountOrNone())));

    public static readonly RuleFamily Counters = new("counters", [], Single, Fields(
        ("carry", static n => n.Flag())));

    public static readonly RuleFamily Accounts = new(
        "accounts", ["persons"], static rule => Keys<PersonKind>(rule, "persons"), Fields(
            ("account", static n => n.Flag()),
            ("kept_usable", static n => n.Flag()),
            ("usable_while_suspended", static n => n.Flag())));

    public static readonly RuleFamily Payers = new("payers", [], Single, Fields(
        ("order", static n => n.ListOf<PayerKind>()),
        ("own_scope", static n => n.OneOf<PayScope>()),
        ("aid_scope", static n => n.OneOf<PayScope>()),
        ("aid_pharmacy_scope", static n => n.OneOf<PayScope>()),
        ("authorizers", static n => n.CountOrNone()),
        ("part_payment", static n => n.Flag())));

    public static readonly RuleFamily Aid = new(
        "aid", ["functions"], static rule => Keys<AidFunction>(rule, "functions"), Fields(
            ("payment", static n => n.ListOf<Relation>()),
            ("premium", static n => n.ListOf<Relation>()),
            ("member_schemes", static n => n.SomeOf<Scheme>()),
            ("funder_must_be_normal", static n => n.Flag()),
            ("member_must_be_normal", static n => n.Flag()),
            ("members_max", static n => n.CountOrNone()),
            ("networks_per_member_max", static n => n.CountOrNone()),
            ("floor", static n => n.Yuan()),
            ("historic_only", static n => n.Flag()),
            ("authorization_months", static n => n.CountOrNone())));

    public static readonly RuleFamily Commitments = new(
        "commitments", ["version"], static rule => [VersionOf(rule.Need("version"))], Fields(
            ("text", static n => n.Text())));

    public static readonly RuleFamily Standards = new("standards", [], Single, Fields(
        ("employee_ratio_min", static n => n.Ratio()),
        ("employee_deductible_min", static n => n.Yuan()),
        ("employee_cap_min", static n => n.Yuan()),
        ("retired_not_below_active", static n => n.Flag()),
        ("ratio_not_rising_with_level", static n => n.Flag())));

    public static readonly RuleFamily[] All =
        [Benefits, Funds, Reach, Terms, Counters, Accounts, Payers, Aid, Commitments, Standards];

    /// <summary>An entry for some of the persons has keys of its own, and is laid over that for all of them.</summary>
    static IEnumerable<string> BenefitKeys(PackNode rule)
    {
        var persons = rule.Need("persons").SomeOf<PersonKind>();
        var modes = Some<AccountMode>(rule, AccountModes, persons, PersonClass.HasMode, "residents have no account");
        var groups = Some<RetireeGroup>(
            rule, RetireeGroups, persons, PersonClass.HasGroup, "only the retired are retired from something");
        var diseases = DiseasesOf(rule);
        return from care in rule.Need("care").SomeOf<BenefitCare>()
               from kind in persons
               from mode in modes
               from @group in groups
               from disease in diseases
               select BenefitKey.NameOf(care, PersonClass.NameOf(kind, mode, @group), disease);
    }

    /// <returns>One null where the entry is for no disease.</returns>
    public static DiseaseCode?[] DiseasesOf(PackNode rule) => rule.Find(Diseases) is { } list
        ? [.. list.SomeMatching(Disease(), "a disease code of digits and capital letters, nor others")
            .Select(static code => (DiseaseCode?)DiseaseCode.Of(code))]
        : [null];

    static T?[] Some<T>(
        PackNode rule, string selector, PersonKind[] persons, Func<PersonKind, bool> has, string why)
        where T : struct, Enum
    {
        if (rule.Find(selector) is not { } list)
        {
            return [null];
        }
        return persons.All(has) ? [.. list.SomeOf<T>().Select(static one => (T?)one)] : throw list.Wrong(why);
    }

    static IEnumerable<string> Keys<T>(PackNode rule, string selector) where T : struct, Enum =>
        rule.Need(selector).SomeOf<T>().Select(SnakeCase.Of);

    static string VersionOf(PackNode version) =>
        version.Matching(Version(), "a version of up to 20 letters, digits, dots and hyphens");

    static IEnumerable<string> Single(PackNode rule) => [""];

    static Dictionary<string, Func<PackNode, object?>> Fields(
        params (string Name, Func<PackNode, object?> Read)[] fields) =>
        fields.ToDictionary(static field => field.Name, static field => field.Read);

    [GeneratedRegex(@"^[a-z][a-z_]{0,39}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[0-9A-Za-z.-]{1,20}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"^([0-9A-Z]{1,30}|others)\z")]
    private static partial Regex Disease();

    [GeneratedRegex(@"^[0-9]{6}\z")]
    private static partial Regex FundCode();
}
