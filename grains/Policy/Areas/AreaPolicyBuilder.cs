using System.Text;
using Gongji.Policy.Aid;
using Gongji.Policy.Benefits;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;
using Gongji.Policy.Payers;

namespace Gongji.Policy.Areas;

/// <summary>Makes the rules of one pooling area on one day out of its layers.</summary>
sealed class AreaPolicyBuilder
{
    readonly SortedDictionary<string, MergedRule> _merged;
    readonly ILookup<(AreaCode, string Key), PackRule> _benefits;
    readonly PolicyPack[] _layers;
    readonly DateOnly _day;
    readonly Catalogue _catalogue;
    readonly Dictionary<string, PolicyPackException> _missing;

    AreaPolicyBuilder(
        PolicyPack[] layers, DateOnly day, Catalogue catalogue, Dictionary<string, PolicyPackException> missing)
    {
        _layers = layers;
        _day = day;
        _catalogue = catalogue;
        _missing = missing;
        _merged = new(
            layers.SelectMany(static pack => pack.Rules)
                .Where(rule => rule.HoldsOn(day))
                .GroupBy(static rule => Key(rule.Family, rule.Key))
                .ToDictionary(static same => same.Key, static same => new MergedRule(same)),
            StringComparer.Ordinal);
        _benefits = layers
            .SelectMany(static pack => pack.Rules, static (pack, rule) => (pack.Area, Rule: rule))
            .Where(of => of.Rule.Family == RuleFamilies.Benefits.Name && of.Rule.HoldsOn(day))
            .ToLookup(static of => (of.Area, of.Rule.Key), static of => of.Rule);
    }

    PolicyPack City => _layers[^1];

    PackFaults Faults => City.Root.Faults;

    /// <param name="layers">From the most general pack to the area's own, which is the last.</param>
    /// <param name="missing">By key: a rule that no pack has on an earlier day, of which enough is told.</param>
    /// <returns>Null when the rules of the day have a fault.</returns>
    public static AreaPolicy? Build(
        PolicyPack[] layers, DateOnly day, Catalogue catalogue, Dictionary<string, PolicyPackException> missing) =>
        new AreaPolicyBuilder(layers, day, catalogue, missing).Policy();

    AreaPolicy? Policy()
    {
        // Each part by itself before all together: a fault of one hides none of another.
        Action[] parts =
        [
            () => BenefitStandards.CheckTighter(Standards(), Faults), () => Aid(""), () => Commitments(),
            () => CareReach(),
            () => SettleWithinDays(), () => CarriesUse(), () => Payers(), () => Accounts(), () => Benefits(),
        ];
        foreach (var part in parts)
        {
            Faults.Of(part);
        }
        AreaPolicy? policy = null;
        Faults.Of(() => policy = Whole());
        return policy;
    }

    AreaPolicy Whole()
    {
        var version = Version();
        return new AreaPolicy(new AreaRules(
            version,
            City.Area,
            Aid(version),
            Commitments(),
            CareReach(),
            SettleWithinDays(),
            CarriesUse(),
            Payers(),
            Accounts(),
            Benefits(),
            _catalogue));
    }

    string Version()
    {
        var text = new StringBuilder();
        foreach (var (key, rule) in _merged)
        {
            text.Append(key).Append(':').Append(rule.Canonical()).Append('\n');
        }
        // Of benefits it also decides which pack says what: see BenefitFor.
        var sayings = _benefits.OrderBy(static said => said.Key.Key, StringComparer.Ordinal).ToArray();
        if (sayings.DistinctBy(static said => said.Key.Item1).Count() > 1)
        {
            Array.ForEach(sayings, said => text.Append(said.Key.Item1).Append(' ').Append(said.Key.Key).Append('\n'));
        }
        return $"{City.Area}@{Operation.DigestOf(text.Append(_catalogue.Digest).ToString())[..8]}";
    }

    IEnumerable<PackRule> Standards() => _layers
        .SelectMany(static pack => pack.Rules)
        .Where(rule => rule.Family == RuleFamilies.Standards.Name && rule.HoldsOn(_day));

    Dictionary<BenefitKey, BenefitRule> Benefits()
    {
        var standards = new BenefitStandards(Need(RuleFamilies.Standards, ""));
        var rules = new Dictionary<BenefitKey, BenefitRule>();
        var diseases = Diseases();
        BenefitKey[] keys =
        [
            .. from care in Enum.GetValues<BenefitCare>()
               from who in PersonClass.All
               from disease in diseases
               select new BenefitKey(care, who, disease),
        ];
        Faults.Each(keys, key =>
        {
            if (BenefitFor(key) is { } rule)
            {
                rules[key] = Benefit(rule, key);
                standards.Check(rule, key);
            }
        });
        Faults.Each(keys.Where(static key => key.Who.Kind == PersonKind.Retired), key => standards.CheckRetired(
            GrantedFor(key with { Who = new PersonClass(PersonKind.Active, key.Who.Mode, Group: null) }),
            GrantedFor(key)));
        return rules;
    }

    /// <summary>None, and those that rules name.</summary>
    DiseaseCode?[] Diseases() =>
    [
        .. _benefits.SelectMany(static rules => rules)
            .SelectMany(static rule => RuleFamilies.DiseasesOf(rule.At))
            .Append(null)
            .Distinct(),
    ];

    /// <summary>What an area says goes before what wider areas say, and in one pack what it says of some before what
    /// it says of all. All that is said of a disease goes before what is said of care for none.</summary>
    /// <returns>Null where nothing is said of the care, or of the disease.</returns>
    MergedRule? BenefitFor(BenefitKey key)
    {
        PackRule[] found = [.. Layers(key)];
        if (found.Length == 0)
        {
            return null;
        }
        return new MergedRule(key.Disease is null ? found : [.. Layers(key with { Disease = null }), .. found]);
    }

    /// <summary>What somebody gets, by name or as one of all others.</summary>
    MergedRule? GrantedFor(BenefitKey key) =>
        BenefitFor(key) ?? (key.Disease is null ? null : BenefitFor(key with { Disease = BenefitKey.Others }));

    IEnumerable<PackRule> Layers(BenefitKey key) =>
        from pack in _layers
        from name in key.Names
        from rule in _benefits[(pack.Area, name)]
        select rule;

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
            Need(RuleFamilies.Funds, SnakeCase.Of(scheme)).Get<string>("fund"),
            accumulator + Counters.DeductibleMark,
            accumulator + Counters.PoolMark,
            period,
            deductible,
            ceiling,
            ratio,
            rule.Get<Money?>("cap"));
    }

    Reach CareReach() => Need(RuleFamilies.Reach, "").Get<Reach>("care");

    bool CarriesUse() => Need(RuleFamilies.Counters, "").Get<bool>("carry");

    int? SettleWithinDays() => Need(RuleFamilies.Terms, "").Get<int?>("settle_within_days");

    AccountRule[] Accounts()
    {
        var rules = new AccountRule[Enum.GetValues<PersonKind>().Length];
        Faults.Each(
            Enum.GetValues<PersonKind>(),
            kind => rules[(int)kind] = Account(Need(RuleFamilies.Accounts, SnakeCase.Of(kind))));
        return rules;
    }

    static AccountRule Account(MergedRule rule) => new(
        rule.Get<bool>("account"), rule.Get<bool>("kept_usable"), rule.Get<bool>("usable_while_suspended"));

    PayerRule Payers()
    {
        var rule = Need(RuleFamilies.Payers, "");
        return new PayerRule(
            rule.Get<PayerKind[]>("order"),
            rule.Get<PayScope>("own_scope"),
            rule.Get<PayScope>("aid_scope"),
            rule.Get<PayScope>("aid_pharmacy_scope"),
            rule.Get<int?>("authorizers") ?? int.MaxValue,
            rule.Get<bool>("part_payment"));
    }

    AidRules[] Aid(string version)
    {
        var functions = new List<AidRules>();
        Faults.Each(Enum.GetValues<AidFunction>(), function =>
        {
            if (Find(RuleFamilies.Aid, SnakeCase.Of(function)) is { } rule)
            {
                functions.Add(Aid(rule, function, version));
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

    CommitmentText[] Commitments()
    {
        var family = Key(RuleFamilies.Commitments.Name, "");
        return
        [
            .. _merged.Where(rule => rule.Key.StartsWith(family, StringComparison.Ordinal))
                .Select(rule => new CommitmentText(
                    rule.Key[family.Length..], Operation.DigestOf(rule.Value.Get<string>("text")))),
        ];
    }

    MergedRule? Find(RuleFamily family, string key) => _merged.GetValueOrDefault(Key(family.Name, key));

    MergedRule Need(RuleFamily family, string key)
    {
        if (Find(family, key) is { } rule)
        {
            return rule;
        }
        if (_layers.Select(pack => pack.Unread.GetValueOrDefault(family.Name)).OfType<PolicyPackException>()
            .FirstOrDefault() is { } unread)
        {
            throw unread;
        }
        var name = Key(family.Name, key);
        if (!_missing.TryGetValue(name, out var told))
        {
            told = City.Root.Wrong($"no rule {name.TrimEnd('/')} is in force on {_day:yyyy-MM-dd}, "
                + "here and in the packs of the wider areas");
            _missing.Add(name, told);
        }
        throw told;
    }

    static string Key(string family, string key) => $"{family}/{key}";
}
