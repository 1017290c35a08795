using Gongji.Journal.Life.Refs;
using Orleans.Concurrency;

namespace Gongji.Cluster;

// The ledger's grains in a silo. Calls interleave where they wait, as on every host; what a call decides, it decides in
// one turn. The type of a grain is the kind in its key.

[Reentrant, GrainType("person")]
sealed class InsuredPersonGrain(SiloActivation activation)
    : PersonRef(activation, PersonNo.Of(activation.Key.Id)), IInsuredPersonGrain, IGrainBase
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin();

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => activation.End(token);
}

[Reentrant, GrainType("network")]
sealed class FamilyNetworkGrain(SiloActivation activation)
    : NetworkRef(activation, NetworkId.Of(activation.Key.Id)), IFamilyNetworkGrain, IGrainBase
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin();

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => activation.End(token);
}

[Reentrant, GrainType("visit")]
sealed class VisitGrain(SiloActivation activation)
    : VisitRef(activation, VisitId.Of(activation.Key.Id)), IVisitGrain, IGrainBase
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin();

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => activation.End(token);
}

[Reentrant, GrainType("institution")]
sealed class InstitutionGrain(SiloActivation activation)
    : InstitutionRef(activation, InstitutionCode.Of(activation.Key.Id)), IInstitutionGrain, IGrainBase
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin();

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => activation.End(token);
}

[Reentrant, GrainType("credential")]
sealed class CredentialGrain(SiloActivation activation)
    : CredentialRef(activation, CredentialHash.Of(activation.Key.Id)), ICredentialGrain, IGrainBase
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin();

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => activation.End(token);
}
