using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;

namespace Gongji.Tests.Simulation;

/// <summary>A small world in which people get in one another's way: spouses who fund each other, children of both, a
/// floor, a limit, an area that demands all or nothing. Money is short.</summary>
static class Population
{
    public static readonly PersonNo[] People = [.. "ABCDEFGH".Select(static name => PersonNo.Of($"P{name}"))];

    public static readonly InstitutionCode[] Institutions =
        [.. new[] { "H61010000001", "P61010000002", "H14010000001" }.Select(InstitutionCode.Of)];

    public static readonly NetworkId[] Networks = [.. "ABDG".Select(static name => NetworkId.Of($"N{name}"))];

    public static readonly (string Person, string Area, PersonKind Kind, int Yuan)[] Table =
    [
        ("PA", "610199", PersonKind.Active, 900),
        ("PB", "610199", PersonKind.Retired, 700),
        ("PC", "610199", PersonKind.Resident, 0),
        ("PD", "140199", PersonKind.Active, 2_600),
        ("PE", "140199", PersonKind.Resident, 0),
        ("PF", "610799", PersonKind.Active, 60),
        ("PG", "210299", PersonKind.Active, 800),
        ("PH", "210399", PersonKind.Active, 30),
    ];

    public static readonly (string Network, string Funder, string Member, Relation Relation, int? PerPeriod)[] Ties =
    [
        ("NA", "PA", "PB", Relation.Spouse, null),
        ("NA", "PA", "PC", Relation.Child, 120),
        ("NB", "PB", "PA", Relation.Spouse, null),
        ("NB", "PB", "PC", Relation.Child, null),
        ("NA", "PA", "PF", Relation.Parent, null),
        ("ND", "PD", "PE", Relation.Parent, 300),
        ("NG", "PG", "PH", Relation.Spouse, null),
    ];

    /// <summary>Who may show whose code. One has a view left to bind; some viewers fund a network of the viewed.
    /// </summary>
    public static readonly (PersonNo Viewer, PersonNo Viewed)[] Views =
    [
        .. new[] { "AC", "AE", "AF", "AH", "GC", "GF", "DE" }
            .Select(static view => (PersonNo.Of($"P{view[0]}"), PersonNo.Of($"P{view[1]}"))),
    ];

    public static async Task Settle(IGrains grains, DateOnly today, Action<OperationId, GrainKey, object> hear)
    {
        var founding = new Founding(grains, "setup", hear);
        foreach (var code in Institutions)
        {
            await founding.Register(ProfileOf(code));
        }
        foreach (var (number, area, kind, yuan) in Table)
        {
            var person = PersonNo.Of(number);
            await founding.Enrol(person, area, kind);
            var card = grains.Credential(CardOf(person));
            (await card.Bind(new BindCredential(founding.Next(), person))).OrThrow();
            foreach (var year in yuan > 0 ? new[] { today.Year - 1, today.Year } : [])
            {
                await founding.Credit(person, Money.FromFen(yuan * 50), year);
            }
        }
        foreach (var (network, funder, member, relation, limit) in Ties)
        {
            await founding.Form(NetworkId.Of(network), PersonNo.Of(funder));
            await founding.Add(
                NetworkId.Of(network),
                PersonNo.Of(member),
                relation,
                new MemberLimits(PerPeriod: limit is { } yuan ? Money.FromFen(yuan * 100) : null),
                from: relation switch
                {
                    Relation.Spouse => today,
                    Relation.Child when limit is null => today.AddDays(1),
                    _ => null,
                },
                to: limit is null ? null : today);
        }
        foreach (var (viewer, viewed) in Views)
        {
            (await grains.Person(viewer).BindView(new BindView(founding.Next(), viewed))).OrThrow();
        }
    }

    /// <summary>A hospital or pharmacy that was registered before anybody came.</summary>
    public static InstitutionProfile ProfileOf(InstitutionCode code) => new(
        code,
        "institution",
        AreaCode.Of(code.Value[1..7]),
        code.Value[0] == 'P' ? InstitutionKind.Pharmacy : InstitutionKind.Hospital,
        code.Value[0] == 'P' ? 0 : 2,
        [
            new Capability(Capability.OutpatientPooling, new DateOnly(2020, 1, 1)),
            new Capability(Capability.CrossArea, new DateOnly(2020, 1, 1)),
        ]);

    /// <summary>A hospital anywhere that may not do everything.</summary>
    public static InstitutionFacts Another(Dice dice)
    {
        var area = dice.Pick(Table).Area;
        return new InstitutionFacts(
            InstitutionCode.Of($"H{area}00002"),
            AreaCode.Of(area).PoolingArea,
            InstitutionKind.Hospital,
            dice.Between(1, 3),
            [.. new[] { Capability.CrossArea, Capability.OutpatientPooling }.Where(_ => dice.Below(2) == 0)]);
    }

    public static CredentialHash CardOf(PersonNo person) => CredentialHash.Of($"card-{person}");

    public static Bill BillOf(
        PersonNo person, string visit, DateOnly day, long inScopeFen, long ownFen, int level, bool barred = false)
    {
        var area = Table.First(row => row.Person == person.Value).Area;
        var (scope, own) = (Money.FromFen(inScopeFen), Money.FromFen(ownFen));
        var institution = new InstitutionFacts(
            InstitutionCode.Of($"H{area}00001"),
            AreaCode.Of(area).PoolingArea,
            InstitutionKind.Hospital,
            level,
            [Capability.CrossArea, Capability.OutpatientPooling]);
        return new Bill(
            VisitId.Of(visit),
            BatchNo.Of("1"),
            1,
            person,
            CareKind.Outpatient,
            day,
            day,
            institution,
            new BillAmounts(scope + own, own, Money.Zero, Money.Zero, scope, barred ? own : Money.Zero),
            Operation.DigestOf($"{person}|{day:O}|{inScopeFen}|{ownFen}|{level}|{barred}"));
    }
}
