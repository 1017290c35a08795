using Gongji.Institutions;
using Gongji.Visits;
using static Gongji.Tests.Simulation.MistakenPeople;
using static Gongji.Tests.Simulation.Mistakes;

namespace Gongji.Tests.Simulation;

/// <summary>What is asked of visits and institutions and can't be.</summary>
static class MistakesOfVisits
{
    /// <summary>More lines than a visit takes.</summary>
    static readonly FeeItem[] TooMany = [.. Enumerable.Range(1, 10_001).Select(static n => Item($"{n}"))];

    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfInstitutions =
    [
        Kind(InstitutionRefusal.Unknown, static (at, id) => at.Grains.Institution(NoHospital)
            .SignIn(new SignIn(Operation.Of(id, ""), "O1"))),
        Kind(InstitutionRefusal.LevelOutOfRange, static (at, id) =>
            Register(at, id, Population.ProfileOf(Hospital) with { Level = 4 })),
        Kind(InstitutionRefusal.CapabilityEndsBeforeItBegins, static (at, id) =>
            Register(at, id, Population.ProfileOf(Hospital) with
            {
                Capabilities = [new Capability(Capability.CrossArea, at.Today, at.Today.AddDays(-1))],
            })),
    ];

    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfRegistering =
    [
        Kind(VisitRefusal.PersonUnknown, static (at, id) => Register(at, id, Hospital, Stranger)),
        Kind(VisitRefusal.InstitutionUnknown, static (at, id) => Register(at, id, NoHospital, Rich)),
        Kind(VisitRefusal.InstitutionNotThen, static (at, id) => Register(at, id, NewHospital, Rich, days: -9)),
        Kind(VisitRefusal.InTheFuture, static (at, id) => Register(at, id, Hospital, Rich, days: 9)),
        Kind(VisitRefusal.RegisteredAlready, static (at, id) => at.Grains.Visit(Visit).Register(new RegisterVisit(
            Operation.Of(id, ""), Rich, Hospital, CareKind.Outpatient, at.Now, "N2", "{}"))),
    ];

    static readonly (string, Func<Mistakes, OperationId, Request?>)[] OfLines =
    [
        Kind(VisitRefusal.OtherPerson, static (at, id) => at.Grains.Visit(Visit)
            .UploadFees(new UploadFees(Operation.Of(id, ""), RichSpouse, Hospital, BatchNo.Of("1"), [Item("1")]))),
        Kind(VisitRefusal.OtherInstitution, static (at, id) => at.Grains.Visit(Visit)
            .UploadFees(new UploadFees(Operation.Of(id, ""), Rich, NewHospital, BatchNo.Of("1"), [Item("1")]))),
        Kind(VisitRefusal.NoLines, static (at, id) => Upload(at, id, [])),
        Kind(VisitRefusal.TooManyLines, static (at, id) => Upload(at, id, TooMany)),
        Kind(VisitRefusal.LineNumberUsedTwice, static (at, id) => Upload(at, id, [Item("1"), Item("1")])),
        Kind(VisitRefusal.LineDoesNotAddUp, static (at, id) => Upload(at, id, [Item("1") with { Count = 2 }])),
        Kind(VisitRefusal.TotalTooLarge, static (at, id) => Upload(at, id, [
            Item("1"), Item("2") with { Total = Money.Largest, Price = Money.Largest.Yuan },
        ])),
        Kind(VisitRefusal.AreaNotCovered, static (at, id) => Upload(at, id, [Item("1")], OldVisit)),
    ];

    public static readonly (string, Func<Mistakes, OperationId, Request?>)[] Kinds =
        [.. OfInstitutions, .. OfRegistering, .. OfLines];

    static FeeItem Item(string number) => new(number, "XA06AA", "item", Money.FromFen(700), 1, 7m);

    static Task<Answer<Confirmation>> Register(Mistakes at, OperationId id, InstitutionProfile profile) =>
        at.Grains.Institution(profile.Code).Register(new RegisterInstitution(Operation.Of(id, ""), profile));

    static Task<Answer<RegisteredVisit>> Register(
        Mistakes at, OperationId id, InstitutionCode institution, PersonNo person, int days = 0) =>
        at.Grains.Visit(VisitId.Of($"W-{id.Value.Replace('/', '-')}")).Register(new RegisterVisit(
            Operation.Of(id, ""), person, institution, CareKind.Outpatient, at.Now.AddDays(days), "N1", "{}"));

    static Task<Answer<UploadedFees>> Upload(Mistakes at, OperationId id, FeeItem[] items, VisitId? visit = null) =>
        at.Grains.Visit(visit ?? Visit)
            .UploadFees(new UploadFees(Operation.Of(id, ""), Rich, Hospital, BatchNo.Of("1"), items));
}
