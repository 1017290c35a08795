using Gongji.Policy.Aid;
using Gongji.Policy.Benefits;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;
using Gongji.Policy.Payers;

namespace Gongji.Policy.Areas;

/// <summary>The rules of one pooling area as they stand on one day: national, provincial and city packs laid over
/// one another.</summary>
public sealed class AreaPolicy
{
    readonly AreaRules _rules;

    internal AreaPolicy(AreaRules rules, string text) => (_rules, Text) = (rules, text);

    /// <summary>All that decides, as one text: rules that are the same have the same, and <see cref="Version"/> is a
    /// digest of it. What the catalogue says of its items is not in it, only its digest: a fee line carries what was
    /// said of its item.</summary>
    public string Text { get; }

    /// <summary>The rules that were kept under a version, to decide again what they have decided.</summary>
    /// <exception cref="PolicyPackException">The text is not that version's, or this program can't read it.</exception>
    public static AreaPolicy OfKept(string version, string text)
    {
        var policy = AreaPolicyBuilder.Build(text);
        return policy.Version == version ? policy : throw new PolicyPackException(
            KeptText.File, "$", $"this is the text of {policy.Version}, not of {version}");
    }

    /// <summary>The pooling area and a digest of the rules, such as <c>610100@9f3c21aa</c>.</summary>
    public string Version => _rules.Version;

    public AreaCode Area => _rules.Area;

    /// <summary>How accounts may pay for relatives, by function; empty where the area has no family aid.</summary>
    public IReadOnlyList<AidRules> Aid => _rules.Aid;

    /// <summary>How accounts may pay for a relative who is insured there; null where no function is for such
    /// members.</summary>
    public AidRules? AidFor(AreaCode member)
    {
        AidFunction? function = Area.Reaches(member, Reach.PoolingArea) ? AidFunction.SameArea
            : Area.Reaches(member, Reach.Province) ? AidFunction.InProvince
            : null;
        return _rules.Aid.FirstOrDefault(rules => rules.Function == function);
    }

    /// <summary>The commitment texts that may be signed, by their versions.</summary>
    public IReadOnlyList<CommitmentText> Commitments => _rules.Commitments;

    /// <summary>How far from the insured's area the pool and the accounts pay without a filing.</summary>
    internal Reach CareReach => _rules.CareReach;

    /// <summary>The first day whose services are still settled; the first of all days where the area sets no
    /// term.</summary>
    public DateOnly SettlesFrom(DateOnly today) =>
        _rules.SettleWithinDays is { } days ? today.AddDays(-days) : DateOnly.MinValue;

    /// <summary>Whether what a person used up of deductibles and caps in other areas in the same year, under the same
    /// scheme, counts here.</summary>
    public bool CarriesUse => _rules.CarriesUse;

    /// <summary>How much of a counter of this area is used up, as it counts here: a move inside a year begins anew
    /// unless the area counts what was used elsewhere.</summary>
    public Money UsedOf(Counters used, CounterKey counter) =>
        CarriesUse ? used.MoneyInAllAreas(counter) : used.MoneyOf(counter);

    internal PayerRule Payers => _rules.Payers;

    /// <summary>Whether credits may come into the own account: as the insurance is paid for, or else as the area has
    /// it for this kind of person.</summary>
    public bool TakesCredits(Insurance insurance) => insurance.AccountMode switch
    {
        AccountMode.WithAccount => true,
        AccountMode.PoolOnly => false,
        null => _rules.Accounts[(int)insurance.Kind].TakesCredits,
    };

    /// <summary>Whether an own account may pay, for its holder or for relatives: what was credited once stays usable
    /// unless the area seals it.</summary>
    /// <param name="holdsCredits">Whether anything is in it: an account that takes no credits and has none is
    /// none.</param>
    public bool AccountMayPay(Insurance insurance, bool holdsCredits)
    {
        var rule = _rules.Accounts[(int)insurance.Kind];
        return (TakesCredits(insurance) || (holdsCredits && rule.KeptUsable)) && insurance.Status switch
        {
            InsuranceStatus.Normal => true,
            InsuranceStatus.Suspended => rule.UsableWhileSuspended,
            InsuranceStatus.Ended => false,
        };
    }

    /// <summary>Splits a fee line by the catalogue of this area; an unknown code is own expense.</summary>
    /// <exception cref="InvalidOperationException">The rules were kept: the catalogue was not.</exception>
    public LineSplit Classify(FeeItem item) => Catalogue.Find(item.ItemCode).Split(item);

    /// <summary>Whether the catalogue of this area has the item, or one that its code begins with.</summary>
    /// <exception cref="InvalidOperationException">The rules were kept: the catalogue was not.</exception>
    public bool Lists(FeeItem item) => Catalogue.Find(item.ItemCode) != CatalogueItem.Unknown;

    /// <summary>What the pool grants a person for a kind of care; null when nothing. A disease that no rule names has
    /// what the area grants for all others, and never what it grants for ordinary care.</summary>
    /// <param name="disease">The chronic or special disease that it is for; null for none.</param>
    internal BenefitRule? BenefitFor(BenefitCare care, Insurance insurance, DiseaseCode? disease)
    {
        var key = new BenefitKey(care, ClassOf(insurance), disease);
        return _rules.Benefits.GetValueOrDefault(key)
            ?? (disease is null ? null : _rules.Benefits.GetValueOrDefault(key with { Disease = BenefitKey.Others }));
    }

    Catalogue Catalogue => _rules.Catalogue
        ?? throw new InvalidOperationException($"the catalogue of {Version} was not kept: its lines say what it said");

    PersonClass ClassOf(Insurance insurance)
    {
        AccountMode? mode = !PersonClass.HasMode(insurance.Kind) ? null
            : TakesCredits(insurance) ? AccountMode.WithAccount
            : AccountMode.PoolOnly;
        return new PersonClass(insurance.Kind, mode, insurance.RetireeGroup);
    }
}

/// <summary>The merged rules themselves.</summary>
/// <param name="SettleWithinDays">How many days after the service it may still be settled; null without a term.</param>
/// <param name="Accounts">By person kind.</param>
/// <param name="Catalogue">Null for rules that were kept.</param>
sealed record AreaRules(
    string Version,
    AreaCode Area,
    AidRules[] Aid,
    CommitmentText[] Commitments,
    Reach CareReach,
    int? SettleWithinDays,
    bool CarriesUse,
    PayerRule Payers,
    AccountRule[] Accounts,
    IReadOnlyDictionary<BenefitKey, BenefitRule> Benefits,
    Catalogue? Catalogue);

/// <summary>The own account of a kind of person.</summary>
/// <param name="TakesCredits">Whether credits may come in.</param>
/// <param name="KeptUsable">Whether what was credited before may be used where none may come in.</param>
/// <param name="UsableWhileSuspended">Whether it may be used while the insurance is suspended.</param>
sealed record AccountRule(bool TakesCredits, bool KeptUsable, bool UsableWhileSuspended);
