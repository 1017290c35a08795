using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Cluster;

/// <summary>Finds grains wherever in the cluster they are.</summary>
sealed class ClusterGrains(IGrainFactory factory) : IGrains
{
    public IInsuredPerson Person(PersonNo person) => Get<IInsuredPersonGrain>(GrainKey.Person(person));

    public IFamilyNetwork Network(NetworkId network) => Get<IFamilyNetworkGrain>(GrainKey.Network(network));

    public IVisit Visit(VisitId visit) => Get<IVisitGrain>(GrainKey.Visit(visit));

    public IInstitution Institution(InstitutionCode institution) =>
        Get<IInstitutionGrain>(GrainKey.Institution(institution));

    public ICredential Credential(CredentialHash credential) => Get<ICredentialGrain>(GrainKey.Credential(credential));

    TGrain Get<TGrain>(GrainKey key) where TGrain : IGrainWithStringKey => factory.GetGrain<TGrain>(key.Value);
}
