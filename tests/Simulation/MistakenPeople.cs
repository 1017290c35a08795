namespace Gongji.Tests.Simulation;

/// <summary>People, networks and institutions whom only mistakes are about: nothing ever changes of them. In some runs
/// alone, as it takes long until they have settled.</summary>
static class MistakenPeople
{
    /// <summary>So rich that nothing can be credited any more.</summary>
    public static readonly PersonNo Rich = PersonNo.Of("PI");

    public static readonly PersonNo RichSpouse = PersonNo.Of("PJ");

    public static readonly PersonNo Funder = PersonNo.Of("PL");

    public static readonly PersonNo OtherFunder = PersonNo.Of("PM");

    public static readonly PersonNo Resident = PersonNo.Of("PR");

    public static readonly PersonNo Stranger = PersonNo.Of("PX");

    /// <summary>As many as a network of that area may have, and each is in as many networks as there may be.</summary>
    public static readonly PersonNo[] Members = [.. "12345".Select(static n => PersonNo.Of($"L{n}"))];

    public static readonly NetworkId OfRich = NetworkId.Of("NI");

    public static readonly NetworkId OfSpouse = NetworkId.Of("NJ");

    public static readonly NetworkId Full = NetworkId.Of("NL");

    public static readonly NetworkId OfOther = NetworkId.Of("NM");

    public static readonly NetworkId NoNetwork = NetworkId.Of("NX");

    public static readonly InstitutionCode Hospital = InstitutionCode.Of("H61010000004");

    /// <summary>Registered from today on.</summary>
    public static readonly InstitutionCode NewHospital = InstitutionCode.Of("H61010000005");

    public static readonly InstitutionCode NoHospital = InstitutionCode.Of("H61010000009");

    public static readonly VisitId Visit = VisitId.Of("W-mistaken");

    /// <summary>Of a day before any area had rules.</summary>
    public static readonly VisitId OldVisit = VisitId.Of("W-mistaken-old");

    public static readonly DateOnly BeforeRules = new(2022, 6, 1);

    /// <summary>Another funder of the patient in whose area one alone pays.</summary>
    static readonly (string Network, string Funder, string Patient) Second = ("NK", "PK", "PE");

    static readonly (PersonNo Person, string Area, PersonKind Kind, Money Credit)[] Table =
    [
        (Rich, "610199", PersonKind.Active, Money.Largest),
        (RichSpouse, "610199", PersonKind.Active, Money.FromFen(10_000)),
        (Funder, "210299", PersonKind.Active, Money.FromFen(80_000)),
        (OtherFunder, "210299", PersonKind.Active, Money.FromFen(10_000)),
        (PersonNo.Of(Second.Funder), "140199", PersonKind.Active, Money.FromFen(150_000)),
        (Resident, "210399", PersonKind.Resident, Money.Zero),
        .. Members.Select(static member => (member, "210299", PersonKind.Active, Money.Zero)),
    ];

    public static async Task Settle(
        IGrains grains, DateTimeOffset now, DateOnly today, Action<OperationId, GrainKey, object> hear)
    {
        var founding = new Founding(grains, "mistaken", hear);
        foreach (var (person, area, kind, credit) in Table)
        {
            await founding.Enrol(person, area, kind);
            if (!credit.IsZero)
            {
                await founding.Credit(person, credit, today.Year);
            }
        }
        foreach (var (code, from) in new (InstitutionCode, DateOnly?)[] { (Hospital, null), (NewHospital, today) })
        {
            await founding.Register(Population.ProfileOf(code), from);
        }
        var longAgo = new DateTimeOffset(BeforeRules, new TimeOnly(9, 0), ChinaTime.Offset);
        foreach (var (visit, began) in new[] { (Visit, now.AddDays(-1)), (OldVisit, longAgo) })
        {
            await founding.Register(visit, Rich, Hospital, began);
        }
        await Bind(founding);
    }

    static async Task Bind(Founding founding)
    {
        await founding.Form(OfRich, Rich, pays: false);
        await founding.Add(OfRich, RichSpouse, Relation.Spouse);
        await founding.Form(OfSpouse, RichSpouse);
        await founding.Form(NetworkId.Of(Second.Network), PersonNo.Of(Second.Funder));
        await founding.Add(NetworkId.Of(Second.Network), PersonNo.Of(Second.Patient), Relation.Parent);
        await founding.Form(OfOther, OtherFunder);
        await founding.Form(Full, Funder);
        foreach (var member in Members)
        {
            await founding.Add(Full, member, Relation.Child);
        }
    }
}
