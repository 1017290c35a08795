using Gongji.Policy.Aid;
using Gongji.Policy.Benefits;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;
using Gongji.Policy.Payers;

namespace Gongji.Policy.Areas;

/// <summary>Makes an area's policy out of its rules, as packs lay them over one another or as they were kept.</summary>
sealed class AreaPolicyBuilder
{
    readonly RulesInForce _rules;
    readonly PackFaults _faults;
    readonly Catalogue? _catalogue;
    readonly string _text;
    readonly string _version;

    AreaPolicyBuilder(RulesInForce rules, string text, Catalogue? catalogue, PackFaults faults)
    {
        (_rules, _text, _catalogue, _faults) = (rules, text, catalogue, faults);
        _version = KeptText.VersionOf(rules.Area, text);
    }

    /// <summary>Makes the policy of a day out of its layers.</summary>
    /// <param name="layers">From the most general pack to the area's own, which is the last.</param>
    /// <param name="missing">By key: a rule that no pack has on an earlier day, of which enough is told.</param>
    /// <returns>Null when the rules of the day have a fault.</returns>
    public static AreaPolicy? Build(
        PolicyPack[] layers, DateOnly day, Catalogue catalogue, Dictionary<string, PolicyPackException> missing)
    {
        var rules = new LayeredRules(layers, day, missing).InForce(catalogue.Digest);
        var builder = new AreaPolicyBuilder(rules, KeptText.Write(rules), catalogue, layers[^1].Root.Faults);
        return builder.Checked(layers.SelectMany(static pack => pack.Rules).Where(rule => rule.HoldsOn(day)));
    }

    /// <summary>Makes the policy out of rules that were kept. Whether they keep to the standards of their time was seen
    /// when they were written.</summary>
    /// <exception cref="PolicyPackException">This program can't read them.</exception>
    public static AreaPolicy Build(string kept)
    {
        var faults = new PackFaults();
        var policy = new AreaPolicyBuilder(KeptText.Read(kept, faults), kept, catalogue: null, faults).Whole();
        return faults.All.Count == 0 ? policy : throw faults.All[0];
    }

    /// <param name="said">By the packs, from the most general one on.</param>
    AreaPolicy? Checked(IEnumerable<PackRule> said)
    {
        // Each part by itself before all together: a fault of one hides none of another.
        Action[] parts =
        [
            () => BenefitStandards.CheckTighter(said, _faults), () => Aid(), () => Commitments(), () => CareReach(),
            () => SettleWithinDays(), () => CarriesUse(), () => Payers(), () => Accounts(), () => Benefits(),
            () => BenefitStandards.CheckAll(_rules, _faults),
        ];
        var isFit = true;
        foreach (var part in parts)
        {
            isFit &= _faults.Of(part) is null;
        }
        return isFit ? Whole() : null;
    }

    AreaPolicy Whole() => new(
        new AreaRules(
            _version,
            _rules.Area,
            Aid(),
            Commitments(),
            CareReach(),
            SettleWithinDays(),
            CarriesUse(),
            Payers(),
            Accounts(),
            Benefits(),
            _catalogue),
        _text);

    Dictionary<BenefitKey, BenefitRule> Benefits()
    {
        var rules = new Dictionary<BenefitKey, BenefitRule>();
        _faults.Each(_rules.Benefits, granted => rules[granted.Key] = Benefit(granted.Value, granted.Key));
        return rules;
    }

    BenefitRule Benefit(MergedRule rule, BenefitKey key)
    {
        var accumulator = rule.Get<string>("accumulator");
        var deductible = rule.Get<TierTable<Money>>("deductible");
        var ratio = rule.Get<TierTable<decimal>>("ratio");
        foreach (var tier in Enum.GetValues<Tier>())
        {
            if (ratio[tier] is not null && deductible[tier] is null)
            {
                throw rule.Node("deductible").Wrong($"has no row for {SnakeCase.Of(tier)}, which has a ratio");
            }
        }
        if (ratio.Named.FirstOrDefault(row => !deductible.HasRowFor(row.Key)) is { Key: { } own })
        {
            throw rule.Node("deductible").Wrong($"has no row for {own}, which has a ratio");
        }
        var period = rule.Get<DeductiblePeriod>("deductible_period");
        var ceiling = rule.Get<Money?>("deductible_ceiling", otherwise: null);
        if (ceiling is not null && period == DeductiblePeriod.Year)
        {
            throw rule.Node("deductible_ceiling")
                .Wrong("only a deductible of a month or a visit has a ceiling for the year");
        }
        var scheme = key.Who.Kind.SchemeOf();
        return new BenefitRule(
            $"benefits.{SnakeCase.Of(key.Care)}" + (key.Disease is { } disease ? $"/{disease}" : ""),
            scheme,
            _rules.Need(RuleFamilies.Funds, SnakeCase.Of(scheme)).Get<string>("fund"),
            accumulator + Counters.DeductibleMark,
            accumulator + Counters.PoolMark,
            period,
            deductible,
            ceiling,
            ratio,
            rule.Get<Money?>("cap"));
    }

    Reach CareReach() => _rules.Need(RuleFamilies.Reach, "").Get<Reach>("care");

    bool CarriesUse() => _rules.Need(RuleFamilies.Counters, "").Get<bool>("carry");

    int? SettleWithinDays() => _rules.Need(RuleFamilies.Terms, "").Get<int?>("settle_within_days");

    AccountRule[] Accounts()
    {
        var rules = new AccountRule[Enum.GetValues<PersonKind>().Length];
        _faults.Each(
            Enum.GetValues<PersonKind>(),
            kind => rules[(int)kind] = Account(_rules.Need(RuleFamilies.Accounts, SnakeCase.Of(kind))));
        return rules;
    }

    static AccountRule Account(MergedRule rule) => new(
        rule.Get<bool>("account"), rule.Get<bool>("kept_usable"), rule.Get<bool>("usable_while_suspended"));

    PayerRule Payers()
    {
        var rule = _rules.Need(RuleFamilies.Payers, "");
        return new PayerRule(
            rule.Get<PayerKind[]>("order"),
            rule.Get<PayScope>("own_scope"),
            rule.Get<PayScope>("aid_scope"),
            rule.Get<PayScope>("aid_pharmacy_scope"),
            rule.Get<int?>("authorizers") ?? int.MaxValue,
            rule.Get<bool>("part_payment"));
    }

    AidRules[] Aid()
    {
        var functions = new List<AidRules>();
        _faults.Each(Enum.GetValues<AidFunction>(), function =>
        {
            if (_rules.Find(RuleFamilies.Aid, SnakeCase.Of(function)) is { } rule)
            {
                functions.Add(Aid(rule, function, _version));
            }
        });
        return [.. functions];
    }

    static AidRules Aid(MergedRule rule, AidFunction function, string version) => new(
        version,
        function,
        Enum.GetValues<AidPurpose>().ToDictionary(
            static purpose => purpose,
            IReadOnlyList<Relation> (AidPurpose purpose) => rule.Get<Relation[]>(SnakeCase.Of(purpose))),
        rule.Get<Scheme[]>("member_schemes"),
        rule.Get<bool>("funder_must_be_normal"),
        rule.Get<bool>("member_must_be_normal"),
        rule.Get<int?>("members_max"),
        rule.Get<int?>("networks_per_member_max"),
        rule.Get<Money>("floor"),
        rule.Get<bool>("historic_only"),
        rule.Get<int?>("authorization_months", otherwise: null));

    CommitmentText[] Commitments() =>
    [
        .. _rules.Of(RuleFamilies.Commitments)
            .Select(static rule => new CommitmentText(
                rule.Key, Operation.DigestOf(rule.Rule.Get<string>("text")))),
    ];
}
