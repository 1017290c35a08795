using Gongji.Policy.Packs;

namespace Gongji.Policy.Benefits;

/// <summary>A row of a table by institution.</summary>
enum Tier
{
    /// <summary>Whatever has no row of its own.</summary>
    All,

    Level1,
    Level2,
    Level3,

    /// <summary>Township or community health centre; without a row as level 1.</summary>
    PrimaryCare,

    /// <summary>Village or community station; without a row as primary care.</summary>
    VillageStation,

    /// <summary>Specialist for infectious or psychiatric disease; without a row as level 1.</summary>
    Specialist,

    Pharmacy,
}

static class Tiers
{
    /// <summary>Begins the name of a row that is an area's own.</summary>
    public const string NameMark = "@";

    public static Tier Of(InstitutionFacts institution) => institution.Kind switch
    {
        InstitutionKind.Pharmacy => Tier.Pharmacy,
        InstitutionKind.VillageStation => Tier.VillageStation,
        InstitutionKind.PrimaryCare => Tier.PrimaryCare,
        InstitutionKind.InfectiousOrPsychiatric => Tier.Specialist,
        InstitutionKind.Hospital => institution.Level switch { 2 => Tier.Level2, 3 => Tier.Level3, _ => Tier.Level1 },
    };

    public static Tier? Fallback(Tier tier) => tier switch
    {
        Tier.All => null,
        Tier.VillageStation => Tier.PrimaryCare,
        Tier.PrimaryCare or Tier.Specialist => Tier.Level1,
        Tier.Level1 or Tier.Level2 or Tier.Level3 or Tier.Pharmacy => Tier.All,
    };
}

/// <summary>A value for each row; a row that a pack leaves out has the value of the row that stands for it.</summary>
/// <param name="named">Rows for institutions of a tier that the area has a name for, such as a price class: those that
/// have it among their capabilities. They go before the others, the first of them before the next.</param>
sealed class TierTable<T>(T?[] rows, KeyValuePair<string, T>[] named) where T : struct
{
    public T? this[Tier tier] => rows[(int)tier];

    public IReadOnlyList<KeyValuePair<string, T>> Named => named;

    /// <summary>The name of the row for an institution, and what stands in it.</summary>
    public (string Name, T? Value) For(InstitutionFacts institution)
    {
        foreach (var (name, value) in named)
        {
            if (institution.Can(name[1..]))
            {
                return (name, value);
            }
        }
        var tier = Tiers.Of(institution);
        return (SnakeCase.Of(tier), this[tier]);
    }

    /// <summary>Whether an institution that has a named row elsewhere has a row here, whatever it is.</summary>
    public bool HasRowFor(string name) => named.Any(row => row.Key == name) || this[Tier.All] is not null;

    public static TierTable<T> Read(PackNode table, Func<PackNode, T> value)
    {
        var own = table.KeysWith(Tiers.NameMark);
        table.OnlyKeys([.. Enum.GetValues<Tier>().Select(SnakeCase.Of), .. own]);
        var stated = new T?[Enum.GetValues<Tier>().Length];
        table.Faults.Each(
            Enum.GetValues<Tier>(),
            tier => stated[(int)tier] = table.Find(SnakeCase.Of(tier)) is { } row ? value(row) : null);
        var named = new List<KeyValuePair<string, T>>();
        table.Faults.Each(own, name => named.Add(new(name, value(table.Need(name)))));
        if (named.Count == 0 && Array.TrueForAll(stated, static row => row is null))
        {
            throw table.Wrong("the table has no row");
        }
        return new TierTable<T>([.. Enum.GetValues<Tier>().Select(tier => Filled(stated, tier))], [.. named]);
    }

    static T? Filled(T?[] stated, Tier tier)
    {
        for (Tier? row = tier; row is { } here; row = Tiers.Fallback(here))
        {
            if (stated[(int)here] is { } value)
            {
                return value;
            }
        }
        return null;
    }
}
