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
sealed class TierTable<T>(T?[] rows) where T : struct
{
    public T? this[Tier tier] => rows[(int)tier];

    public static TierTable<T> Read(PackNode table, Func<PackNode, T> value)
    {
        table.OnlyKeys([.. Enum.GetValues<Tier>().Select(SnakeCase.Of)]);
        var stated = new T?[Enum.GetValues<Tier>().Length];
        table.Faults.Each(
            Enum.GetValues<Tier>(),
            tier => stated[(int)tier] = table.Find(SnakeCase.Of(tier)) is { } row ? value(row) : null);
        if (Array.TrueForAll(stated, static row => row is null))
        {
            throw table.Wrong("the table has no row");
        }
        return new TierTable<T>([.. Enum.GetValues<Tier>().Select(tier => Filled(stated, tier))]);
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
