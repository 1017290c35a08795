using Gongji.Journal.Entries;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Proof.Reading;

/// <summary>What the person had used up under other rules in the year of a service.</summary>
/// <param name="Deductible">What went into deductibles.</param>
/// <param name="Pool">What the pool had paid.</param>
public sealed record UsedElsewhere(AreaCode Area, Scheme Scheme, Money Deductible, Money Pool);

/// <summary>What has to be known of a settlement beside itself.</summary>
/// <param name="Lines">Null when they are not in the journal.</param>
/// <param name="Elsewhere">What did not count, because it was used up in another area or scheme.</param>
/// <param name="CarriesUse">Whether what was used up in other areas counts, too.</param>
/// <param name="OnlyKept">Whether the own account takes no credits: what it pays is left of before.</param>
/// <param name="Owed">What was owed of credits that had been taken back.</param>
/// <param name="IsBlocked">Whether the own account was blocked.</param>
public sealed record Surroundings(
    Names Names,
    FeeLines? Lines,
    IReadOnlyList<UsedElsewhere> Elsewhere,
    bool CarriesUse,
    bool OnlyKept,
    Money Owed,
    bool IsBlocked)
{
    /// <summary>Whether what an earlier settlement used up had counted when a later one was decided.</summary>
    internal bool Counts(Settled earlier, Settled later) =>
        earlier.Layers.Length > 0
        && later.Layers.Length > 0
        && earlier.Bill.CountedOn.Year == later.Bill.CountedOn.Year
        && earlier.Insurance.SchemeOf == later.Insurance.SchemeOf
        && (CarriesUse || earlier.Insurance.Area.PoolingArea == later.Insurance.Area.PoolingArea);

    /// <param name="policy">The rules that it was decided by; null when they were changed since.</param>
    internal static async Task<Surroundings> Read(
        IJournalStore store,
        PolicyPacks packs,
        AreaPolicy? policy,
        PersonState before,
        Settled settled,
        CancellationToken stop) => new(
            await Names.Read(store, packs, settled.Bill, stop),
            await FeeLines.Read(store, packs, settled.Bill, stop),
            policy is null || settled.Layers.Length == 0 ? [] : ElsewhereOf(policy, before.Patient, settled),
            policy?.CarriesUse == true,
            policy?.TakesCredits(settled.Insurance) == false,
            before.Account.Owed,
            before.Account.Blocked is not null);

    static UsedElsewhere[] ElsewhereOf(AreaPolicy policy, PatientState before, Settled settled)
    {
        var (scheme, year) = (settled.Insurance.SchemeOf, Period.YearOf(settled.Bill.CountedOn));
        CounterUse[] ofYear = [.. before.Used.Items.Where(use => use.Counter.Period == year)];
        var elsewhere =
            from area in ofYear.Select(static use => use.Counter.Area).Distinct().OrderBy(static area => area.Value)
            from other in Enum.GetValues<Scheme>()
            let counted = other == scheme && (policy.CarriesUse || area == policy.Area)
            let used = new UsedElsewhere(
                area, other, Sum(area, other, Counters.DeductibleMark), Sum(area, other, Counters.PoolMark))
            where !counted && !(used.Deductible.IsZero && used.Pool.IsZero)
            select used;
        return [.. elsewhere];

        Money Sum(AreaCode area, Scheme other, string of) => ofYear
            .Where(use => (use.Counter.Area, use.Counter.Scheme) == (area, other)
                && use.Counter.Name.EndsWith(of, StringComparison.Ordinal))
            .Sum(static use => Money.FromFen(use.Used.In(Unit.Fen)));
    }
}
