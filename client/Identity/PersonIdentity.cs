namespace Gongji.Identity;

/// <summary>Who a person is, as the identity document says. Never in a log, a metric or the journal's clear
/// text.</summary>
/// <param name="CertType">psn_cert_type, two digits: 01 resident identity card.</param>
/// <param name="Sex">gend: 0 unknown, 1 male, 2 female, 9 unstated.</param>
public sealed record PersonIdentity(string Name, string CertType, string CertNo, string Sex, DateOnly? BirthDate)
{
    /// <summary>Whole years on a day; 0 when the birth date is not known.</summary>
    public int AgeOn(DateOnly day)
    {
        if (BirthDate is not { } birth || day < birth)
        {
            return 0;
        }
        var years = day.Year - birth.Year;
        return birth.AddYears(years) > day ? years - 1 : years;
    }

    public override string ToString() => "(identity)";
}
