using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Rules;
using Gongji.Visits;

namespace Gongji.Client.Calls;

/// <summary>Finds grains by way of whatever carries the calls.</summary>
public sealed class CalledGrains(ICalls calls) : IGrains
{
    /// <inheritdoc/>
    public IInsuredPerson Person(PersonNo person) => Of<IInsuredPerson>(GrainKey.Person(person));

    /// <inheritdoc/>
    public IFamilyNetwork Network(NetworkId network) => Of<IFamilyNetwork>(GrainKey.Network(network));

    /// <inheritdoc/>
    public IVisit Visit(VisitId visit) => Of<IVisit>(GrainKey.Visit(visit));

    /// <inheritdoc/>
    public IInstitution Institution(InstitutionCode institution) =>
        Of<IInstitution>(GrainKey.Institution(institution));

    /// <inheritdoc/>
    public ICredential Credential(CredentialHash credential) => Of<ICredential>(GrainKey.Credential(credential));

    /// <inheritdoc/>
    public IAreaRules Policy(AreaCode area) => Of<IAreaRules>(GrainKey.Policy(area));

    TGrain Of<TGrain>(GrainKey key) where TGrain : class => CalledGrain<TGrain>.Of(calls, key);
}
