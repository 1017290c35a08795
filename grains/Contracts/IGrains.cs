using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji;

/// <summary>Finds other grains.</summary>
public interface IGrains
{
    IInsuredPerson Person(PersonNo person);

    IFamilyNetwork Network(NetworkId network);

    IVisit Visit(VisitId visit);

    IInstitution Institution(InstitutionCode institution);

    ICredential Credential(CredentialHash credential);
}
