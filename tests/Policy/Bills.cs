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

    public static void AssertSame(Benefit expected, Benefit actual)
    {
        Assert.Equal(expected.Layers, actual.Layers);
        Assert.Equal((expected.PersonPart, expected.PolicyVersion), (actual.PersonPart, actual.PolicyVersion));
        Assert.Equal(expected.Uses, actual.Uses);
        Assert.Equal(expected.Trace, actual.Trace);
        Assert.Equal(expected.Reasons, actual.Reasons);
    }

    static InstitutionFacts Facts(
        string code, string area, InstitutionKind kind, int level, string[] capabilities) =>
        new(InstitutionCode.Of(code), AreaCode.Of(area), kind, level, capabilities);

    public static CounterUse Use(string counter, string yuan) => new(CounterKey.Of(counter), Quantity.Of(Yuan(yuan)));

    /// <summary>What a person has used up of everything that the packs count, in the year, the month and the visit of a
    /// bill.</summary>
    public static Counters Used(Insurance insurance, Bill bill, Money deductible, Money pool)
    {
        var counters = new Counters();
        counters.Add(
            from accumulator in new[] { "outpatient", "resident_outpatient", "special_exam" }
            from period in new[] { Period.YearOf(bill.To), Period.MonthOf(bill.To), Period.Of(bill.Visit) }
            from used in new[] { (Counters.DeductibleMark, deductible), (Counters.PoolMark, pool) }
            let key = new CounterKey(
                insurance.Area.PoolingArea, insurance.SchemeOf, accumulator + used.Item1, period)
            select new CounterUse(key, Quantity.Of(used.Item2)));
        return counters;
    }
}
