using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Journal.Life.Refs;

/// <summary>Finds grains by way of whatever carries the calls.</summary>
public sealed class GrainRefs(ICalls calls) : IGrains
{
    public IInsuredPerson Person(PersonNo person) => new PersonRef(calls, person);

    public IFamilyNetwork Network(NetworkId network) => new NetworkRef(calls, network);

    public IVisit Visit(VisitId visit) => new VisitRef(calls, visit);

    public IInstitution Institution(InstitutionCode institution) => new InstitutionRef(calls, institution);

    public ICredential Credential(CredentialHash credential) => new CredentialRef(calls, credential);
}
