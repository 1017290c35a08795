using System.Diagnostics.CodeAnalysis;
using Orleans.GrainDirectory;
using Orleans.Runtime.GrainDirectory;

namespace Gongji.Hosting.Alone;

/// <summary>Where a silo is alone every grain is here: nothing need be placed or remembered, which halves what an
/// activation costs.</summary>
sealed class AllHere(ILocalSiloDetails silo) : IGrainDirectory, IGrainDirectoryCache
{
    readonly GrainAddress _here = new()
    {
        SiloAddress = silo.SiloAddress,
        MembershipVersion = MembershipVersion.MinValue,
    };

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => [];

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) =>
        Task.FromResult<GrainAddress?>(address);

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task<GrainAddress?> Lookup(GrainId grainId) => Task.FromResult<GrainAddress?>(null);

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;

    public void AddOrUpdate(GrainAddress value, int version)
    {
    }

    public bool Remove(GrainId key) => false;

    public bool Remove(GrainAddress key) => false;

    public void Clear()
    {
    }

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        (result, version) = (_here, 0);
        return true;
    }
}
