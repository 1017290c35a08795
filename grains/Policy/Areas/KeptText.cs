using System.Text;
using System.Text.Json;
using Gongji.Policy.Benefits;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>An area's rules as one text: what decides and nothing else, so that rules which decide alike are the same
/// text, whichever packs, days and sources they come from. The version of a policy is a digest of it.</summary>
/// <remarks>Texts of earlier versions of the program are in journals: whatever is changed here, they must be read, and
/// the same rules must give the same text.</remarks>
static class KeptText
{
    public const string File = "kept rules";

    const string Area = "area", CatalogueName = "catalogue", Rules = "rules";

    const string Family = "family", Keys = "keys", Says = "says";

    /// <summary>Standards bind those who write packs; they decide no bill.</summary>
    static readonly RuleFamily[] Deciding =
        [.. RuleFamilies.All.Where(static family => family != RuleFamilies.Standards)];

    static readonly Dictionary<string, (BenefitCare Care, PersonClass Who)> Granted = (
        from care in Enum.GetValues<BenefitCare>()
        from who in PersonClass.All
        select (care, who)).ToDictionary(static one => NameOf(new BenefitKey(one.care, one.who, null)));

    public static string VersionOf(AreaCode area, string text) => $"{area}@{Operation.DigestOf(text)[..8]}";

    public static string Write(RulesInForce rules)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, MergedRule.Readable))
        {
            json.WriteStartObject();
            json.WriteString(Area, rules.Area.Value);
            json.WriteString(CatalogueName, rules.CatalogueDigest);
            json.WriteStartArray(Rules);
            foreach (var family in Deciding.OrderBy(static family => family.Name, StringComparer.Ordinal))
            {
                Write(json, family, family == RuleFamilies.Benefits ? OfBenefits(rules) : rules.Of(family));
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    /// <exception cref="PolicyPackException">It is no such text, or a newer version wrote it.</exception>
    public static RulesInForce Read(string text, PackFaults faults)
    {
        var root = PackNode.Root(File, text, faults);
        root.OnlyKeys([Area, CatalogueName, Rules]);
        var rules = new Dictionary<(string, string), MergedRule>();
        var benefits = new Dictionary<BenefitKey, MergedRule>();
        foreach (var entry in root.Need(Rules).Items())
        {
            entry.OnlyKeys([Family, Keys, Says]);
            var family = FamilyOf(entry.Need(Family));
            var rule = RuleOf(family, entry.Need(Says));
            foreach (var key in KeysOf(entry))
            {
                var isNew = family == RuleFamilies.Benefits
                    ? benefits.TryAdd(BenefitOf(key, entry), rule)
                    : rules.TryAdd((family.Name, key), rule);
                if (!isNew)
                {
                    throw entry.Wrong($"{family.Name} has '{key}' twice");
                }
            }
        }
        return new RulesInForce(
            root.Need(Area).Area(),
            root.Need(CatalogueName).Text(),
            rules,
            benefits,
            (family, key) => root.Wrong($"there is no rule {family.Name} '{key}'"));
    }

    static IEnumerable<(string Key, MergedRule Rule)> OfBenefits(RulesInForce rules) => rules.Benefits
        .Select(static granted => (NameOf(granted.Key), granted.Value));

    /// <summary>Whatever says the same stands once, in the order of the first of its keys.</summary>
    static void Write(Utf8JsonWriter json, RuleFamily family, IEnumerable<(string Key, MergedRule Rule)> rules)
    {
        var said = from one in rules.GroupBy(static rule => rule.Rule)
                   let text = one.Key.Said()
                   from rule in one
                   select (rule.Key, Said: text);
        foreach (var same in said
            .OrderBy(static rule => rule.Key, StringComparer.Ordinal)
            .GroupBy(static rule => rule.Said))
        {
            json.WriteStartObject();
            json.WriteString(Family, family.Name);
            WriteKeys(json, [.. same.Select(static rule => rule.Key)]);
            json.WritePropertyName(Says);
            json.WriteRawValue(same.Key);
            json.WriteEndObject();
        }
    }

    static void WriteKeys(Utf8JsonWriter json, string[] keys)
    {
        if (keys is [""])
        {
            return;
        }
        json.WriteStartArray(Keys);
        Array.ForEach(keys, json.WriteStringValue);
        json.WriteEndArray();
    }

    static RuleFamily FamilyOf(PackNode name) =>
        Array.Find(Deciding, family => family.Name == name.Text())
            ?? throw name.Wrong($"there are no rules '{name.Text()}'; a newer version may have kept them");

    static MergedRule RuleOf(RuleFamily family, PackNode says)
    {
        says.OnlyKeys([.. family.Fields.Keys]);
        var fields = family.Fields
            .Where(field => says.Find(field.Key) is not null)
            .ToDictionary(
                static field => field.Key,
                field => new PackField(says.Need(field.Key), field.Value));
        return new MergedRule([new PackRule(family.Name, "", says, DateOnly.MinValue, DateOnly.MaxValue, fields)]);
    }

    static IEnumerable<string> KeysOf(PackNode entry) =>
        entry.Find(Keys) is { } keys ? [.. keys.Items().Select(static key => key.Text())] : [""];

    static string NameOf(BenefitKey key) =>
        BenefitKey.NameOf(key.Care, PersonClass.NameOf(key.Who.Kind, key.Who.Mode, key.Who.Group), key.Disease);

    static BenefitKey BenefitOf(string key, PackNode entry)
    {
        var mark = key.IndexOf(':', StringComparison.Ordinal);
        if (!Granted.TryGetValue(mark < 0 ? key : key[..mark], out var granted))
        {
            throw entry.Wrong($"'{key}' is nobody's benefit");
        }
        return new BenefitKey(granted.Care, granted.Who, mark < 0 ? null : new DiseaseCode(key[(mark + 1)..]));
    }
}
