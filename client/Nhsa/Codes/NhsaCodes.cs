using Gongji.Border.Json;

namespace Gongji.Nhsa.Codes;

/// <summary>The national dictionaries, as far as the ledger's own words need them.</summary>
static class NhsaCodes
{
    const string OrdinaryOutpatient = "11";
    const string PharmacyPurchase = "41";

    public static string InsuType(Insurance insurance) => insurance.SchemeOf switch
    {
        Scheme.Employee => "310",
        Scheme.Resident => "390",
    };

    public static string PsnType(PersonKind kind) => kind switch
    {
        PersonKind.Active or PersonKind.Flexible => "11",
        PersonKind.Retired => "12",
        PersonKind.Resident => "15",
    };

    public static string Status(InsuranceStatus status) => status switch
    {
        InsuranceStatus.Normal => "1",
        InsuranceStatus.Suspended => "2",
        InsuranceStatus.Ended => "4",
    };

    /// <summary>med_type: 11 ordinary outpatient, 12 registration, 13 emergency, 41 pharmacy; null for all
    /// others.</summary>
    public static CareKind? Care(string medType) => medType switch
    {
        "11" or "12" or "13" => CareKind.Outpatient,
        PharmacyPurchase => CareKind.Pharmacy,
        _ => null,
    };

    public static string MedType(CareKind care) => care switch
    {
        CareKind.Outpatient => OrdinaryOutpatient,
        CareKind.Pharmacy => PharmacyPurchase,
    };

    /// <summary>clr_type: 11 outpatient, 41 pharmacy.</summary>
    public static string ClrType(CareKind care) => care switch
    {
        CareKind.Outpatient => "11",
        CareKind.Pharmacy => "41",
    };

    public static string ChrgitmLv(ItemClass item) => item switch
    {
        ItemClass.A => "01",
        ItemClass.B => "02",
        ItemClass.Own => "03",
    };

    public static string Flag(bool yes) => yes ? "1" : "0";

    /// <summary>A birth date; 1900-01-01 when it is not known, because readers parse it without asking.</summary>
    public static string Day(DateOnly? day) => NhsaTime.Text(day ?? new DateOnly(1900, 1, 1));
}
