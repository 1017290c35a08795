using System.Globalization;
using Gongji.Policy.Benefits;

namespace Gongji.Tests.Policy;

/// <summary>Ordinary bills and persons for the policy's tests.</summary>
static class Bills
{
    public static readonly DateOnly Day = new(2026, 3, 2);

    public static Money Yuan(string yuan) =>
        Money.TryFromYuan(decimal.Parse(yuan, CultureInfo.InvariantCulture)) ?? throw new FormatException(yuan);

    public static Insurance Insured(string area, PersonKind kind) =>
        new(new DateOnly(2020, 1, 1), AreaCode.Of(area), kind, InsuranceStatus.Normal);

    /// <summary>An institution by name: L0 to L3, Primary, Village, Specialist (of level 3), Pharmacy.</summary>
    public static InstitutionFacts At(
        string what, string area, params string[] capabilities) => what switch
        {
            "Pharmacy" => Facts("P61010000001", area, InstitutionKind.Pharmacy, 0, capabilities),
            "Primary" => Facts("H61010000002", area, InstitutionKind.PrimaryCare, 1, capabilities),
            "Village" => Facts("H61010000003", area, InstitutionKind.VillageStation, 0, capabilities),
            "Specialist" => Facts("H61010000004", area, InstitutionKind.InfectiousOrPsychiatric, 3, capabilities),
            _ => Facts("H61010000005", area, InstitutionKind.Hospital, what[1] - '0', capabilities),
        };

    /// <summary>A bill at an institution of the area that takes part in outpatient pooling.</summary>
    public static Bill Of(string area, string at, BillAmounts amounts, DateOnly? day = null, string visit = "V1") =>
        Of(At(at, area, Capability.OutpatientPooling), amounts, day, visit);

    public static Bill Of(
        InstitutionFacts institution, BillAmounts amounts, DateOnly? day = null, string visit = "V1") => new(
            VisitId.Of(visit),
            BatchNo.Of("1"),
            1,
            PersonNo.Of("61010000000000000001"),
            institution.Kind == InstitutionKind.Pharmacy ? CareKind.Pharmacy : CareKind.Outpatient,
            day ?? Day,
            institution,
            amounts,
            "digest");

    /// <summary>Amounts in yuan; the total is their sum.</summary>
    public static BillAmounts Amounts(
        string inScope, string firstSelfPay = "0", string overLimit = "0", string own = "0", string barred = "0") =>
        new(
            Yuan(inScope) + Yuan(firstSelfPay) + Yuan(overLimit) + Yuan(own),
            Yuan(own),
            Yuan(overLimit),
            Yuan(firstSelfPay),
            Yuan(inScope),
            Yuan(barred));

    static InstitutionFacts Facts(
        string code, string area, InstitutionKind kind, int level, string[] capabilities) =>
        new(InstitutionCode.Of(code), AreaCode.Of(area), kind, level, capabilities);
}

/// <summary>Counters as a person keeps them.</summary>
sealed class Counters
{
    readonly Dictionary<string, Money> _used = [];

    public static bool IsDeductible(CounterKey counter) =>
        counter.Accumulator.EndsWith(".deductible", StringComparison.Ordinal);

    public Money Used(CounterKey counter) => _used
        .Where(used => counter.Area is null
            ? used.Key.EndsWith(counter.InArea, StringComparison.Ordinal)
            : used.Key == $"{counter}")
        .Sum(static used => used.Value);

    /// <summary>What is used up of an accumulator, in all areas and periods.</summary>
    public Money Sum(string accumulator) => _used
        .Where(used => used.Key.Contains($"{accumulator}/", StringComparison.Ordinal)).Sum(static used => used.Value);

    public void Use(Benefit benefit)
    {
        foreach (var use in benefit.Uses)
        {
            _used[use.Counter] = _used.GetValueOrDefault(use.Counter) + use.Amount;
        }
    }
}
