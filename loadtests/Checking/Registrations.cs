using Gongji.Institutions;
using Gongji.LoadTests.Workload;
using Gongji.Visits;

namespace Gongji.LoadTests.Checking;

/// <summary>Registers persons of a town in a hospital.</summary>
sealed class Registrations(IGrains grains, Town town)
{
    const string Digest = "00000000000000000000000000000000";

    static readonly InstitutionCode Hospital = InstitutionCode.Of("H61010000001");

    readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    long _serial;

    public async Task Open()
    {
        var profile = new InstitutionProfile(
            Hospital,
            "医院",
            AreaCode.Of("610100"),
            InstitutionKind.Hospital,
            2,
            [new Capability(Capability.OutpatientPooling, new DateOnly(2000, 1, 1))]);
        (await grains.Institution(Hospital).Register(
            new RegisterInstitution(Named("hospital"), profile, new DateOnly(2000, 1, 1)))).OrThrow();
    }

    public async Task<bool> Register(int patient)
    {
        var serial = Interlocked.Increment(ref _serial);
        var registered = await grains.Visit(VisitId.Of($"R{serial}")).Register(new RegisterVisit(
            Named($"register/{serial}"),
            town.PatientAt(patient),
            Hospital,
            CareKind.Outpatient,
            _began,
            $"{serial}",
            "{}"));
        return !registered.IsRefused;
    }

    static Operation Named(string name) => new(OperationId.Of(name), Digest);
}
