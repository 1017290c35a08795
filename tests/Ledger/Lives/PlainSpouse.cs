using Gongji.People;

namespace Gongji.Tests.Ledger.Lives;

/// <summary>What the pool pays at a level-2 hospital, to the yuan, as the packs' pages say it.</summary>
sealed record PlainRule(string Accumulator, decimal Deductible, decimal Ratio, decimal Cap)
{
    /// <summary>Null where the pool pays nothing.</summary>
    public static PlainRule? Of(string area, PersonKind kind) => (area, kind) switch
    {
        ("610100", PersonKind.Active or PersonKind.Flexible) => new("outpatient", 200, 0.60m, 2000),
        ("610100", PersonKind.Retired) => new("outpatient", 200, 0.65m, 2500),
        ("610700", PersonKind.Active or PersonKind.Flexible) => new("outpatient", 200, 0.60m, 800),
        ("610700", PersonKind.Retired) => new("outpatient", 200, 0.65m, 1000),
        ("610700", PersonKind.Resident) => new("resident_outpatient", 0, 0.40m, 100),
        ("210300", PersonKind.Active or PersonKind.Flexible) => new("outpatient", 500, 0.55m, 3000),
        ("210300", PersonKind.Retired) => new("outpatient", 500, 0.60m, 3000),
        _ => null,
    };
}

/// <summary>One of the two, kept by the plainest means: a list, a sum, a dictionary.</summary>
sealed class PlainSpouse
{
    public List<Insurance> Insurances { get; } = [LedgerWords.InsuranceOf()];

    /// <summary>In yuan.</summary>
    public decimal Balance { get; set; }

    /// <summary>In yuan, by area/scheme/accumulator/period.</summary>
    public Dictionary<string, decimal> Used { get; } = [];

    /// <summary>What the other one is bound as to this one's network; null while not bound.</summary>
    public Relation? Binds { get; set; }

    public Insurance Latest => Insurances[^1];

    public Insurance On(DateOnly day) => Insurances.Last(insurance => insurance.From <= day);

    public void Change(Insurance insurance)
    {
        Insurances.RemoveAll(old => old.From >= insurance.From);
        Insurances.Add(insurance);
    }

    public decimal UsedOf(string counter) => Used.GetValueOrDefault(counter);
}

/// <summary>A settlement as the plain model has booked it.</summary>
/// <param name="Uses">What it counted against, in yuan.</param>
sealed record PlainSettlement(
    Receipt Receipt, decimal Pool, decimal Own, decimal Aid, (string Counter, decimal Yuan)[] Uses);
