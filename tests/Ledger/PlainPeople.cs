namespace Gongji.Tests.Ledger;

/// <summary>A ledger as one would keep it on paper: a balance for each person, who may use whose, and what counts
/// against deductibles and caps. It knows the rules of three areas by heart and nothing of grains.</summary>
sealed class PlainPeople
{
    static readonly Dictionary<(string Area, bool Resident, int Level), PlainRule> Rules = new()
    {
        [("610100", false, 1)] = new("outpatient", 200, 0.70m, 0.75m, 2000, 2500),
        [("610100", false, 2)] = new("outpatient", 200, 0.60m, 0.65m, 2000, 2500),
        [("610100", true, 1)] = new("resident_outpatient", 0, 0.60m, 0.60m, 200, 200),
        [("610700", false, 1)] = new("outpatient", 200, 0.70m, 0.75m, 800, 1000),
        [("610700", false, 2)] = new("outpatient", 200, 0.60m, 0.65m, 800, 1000),
        [("610700", true, 1)] = new("resident_outpatient", 0, 0.50m, 0.50m, 100, 100),
        [("610700", true, 2)] = new("resident_outpatient", 0, 0.40m, 0.40m, 100, 100),
        [("210300", false, 1)] = new("outpatient", 300, 0.60m, 0.65m, 3000, 3000),
        [("210300", false, 2)] = new("outpatient", 500, 0.55m, 0.60m, 3000, 3000),
    };

    readonly Dictionary<string, decimal> _balances = [];
    readonly Dictionary<string, Insurance> _insurances = [];
    readonly Dictionary<string, Dictionary<string, decimal>> _used = [];
    readonly HashSet<(string Funder, string Member)> _ties = [];

    /// <summary>All that was ever credited and is not with a fund, an institution or nowhere: what accounts hold and
    /// have paid.</summary>
    public decimal Credited { get; private set; }

    public IReadOnlyDictionary<string, Insurance> Insurances => _insurances;

    public decimal BalanceOf(string person) => _balances.GetValueOrDefault(person);

    public IEnumerable<KeyValuePair<string, decimal>> UsedBy(string person) =>
        _used.GetValueOrDefault(person, []).Where(static use => use.Value != 0);

    /// <summary>An end of the insurance is the end of every tie, for good.</summary>
    public void Insure(string person, Insurance insurance)
    {
        _insurances[person] = insurance;
        if (insurance.Status == InsuranceStatus.Ended)
        {
            _ties.RemoveWhere(tie => tie.Funder == person || tie.Member == person);
        }
    }

    public bool TakesCredits(string person)
    {
        var insurance = _insurances[person];
        return insurance.AccountMode switch
        {
            AccountMode.WithAccount => true,
            AccountMode.PoolOnly => false,
            null => insurance.Kind switch
            {
                PersonKind.Active or PersonKind.Retired => true,
                PersonKind.Flexible => !AreaOf(insurance).StartsWith("21", StringComparison.Ordinal),
                PersonKind.Resident => false,
            },
        };
    }

    public void Credit(string person, decimal yuan)
    {
        _balances[person] = BalanceOf(person) + yuan;
        Credited += yuan;
    }

    public void Bind(string funder, string member) => _ties.Add((funder, member));

    public void Unbind(string funder, string member) => _ties.Remove((funder, member));

    /// <summary>What the pool pays, and what the bill uses up.</summary>
    public PlainBill Assess(string person, int year, int level, decimal inScope)
    {
        var insurance = _insurances[person];
        var resident = insurance.Kind == PersonKind.Resident;
        if (insurance.Status != InsuranceStatus.Normal
            || !Rules.TryGetValue((AreaOf(insurance), resident, level), out var rule))
        {
            return new PlainBill(0, []);
        }
        string Counter(string what) =>
            $"{AreaOf(insurance)}/{(resident ? "resident" : "employee")}/{rule.Accumulator}.{what}/{year}";
        var used = _used.GetValueOrDefault(person, []);
        decimal Left(string what, decimal most) => Math.Max(0, most - used.GetValueOrDefault(Counter(what)));
        var retired = insurance.Kind == PersonKind.Retired;
        var due = Math.Min(inScope, Left("deductible", rule.Deductible));
        var share = (inScope - due) * (retired ? rule.RetiredRatio : rule.Ratio);
        var pays = Math.Min(share, Left("pool", retired ? rule.RetiredCap : rule.Cap));
        return new PlainBill(pays, new() { [Counter("deductible")] = due, [Counter("pool")] = pays });
    }

    /// <summary>What relatives can pay, or null where several rules of the area come together.</summary>
    public decimal? AidFor(string person)
    {
        var insurance = _insurances[person];
        if (!AreaOf(insurance).StartsWith("61", StringComparison.Ordinal))
        {
            return null;
        }
        return insurance.Status != InsuranceStatus.Normal
            ? 0
            : _ties.Where(tie => tie.Member == person && MayFund(tie.Funder)).Sum(tie => BalanceOf(tie.Funder));
    }

    public bool IsTied(string funder, string member) => _ties.Contains((funder, member));

    /// <param name="sign">1 when it is settled, -1 when it is reversed.</param>
    public void Book(
        string person, PlainBill bill, decimal own, IEnumerable<(string Funder, decimal Yuan)> aid, int sign)
    {
        var used = _used.TryGetValue(person, out var known) ? known : _used[person] = [];
        foreach (var (counter, yuan) in bill.Uses)
        {
            used[counter] = used.GetValueOrDefault(counter) + (sign * yuan);
        }
        _balances[person] = BalanceOf(person) - (sign * own);
        foreach (var (funder, yuan) in aid)
        {
            _balances[funder] = BalanceOf(funder) - (sign * yuan);
        }
    }

    /// <summary>A funder of Xi'an may be suspended, one of Hanzhong not.</summary>
    bool MayFund(string funder)
    {
        var insurance = _insurances[funder];
        return AreaOf(insurance) == "610100"
            || (AreaOf(insurance) == "610700" && insurance.Status == InsuranceStatus.Normal);
    }

    static string AreaOf(Insurance insurance) => insurance.Area.PoolingArea.Value;

    sealed record PlainRule(
        string Accumulator, decimal Deductible, decimal Ratio, decimal RetiredRatio, decimal Cap, decimal RetiredCap);
}

/// <summary>What the pool pays of a bill in yuan, and what is used up by it.</summary>
sealed record PlainBill(decimal Pool, Dictionary<string, decimal> Uses);
