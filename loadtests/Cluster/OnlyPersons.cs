using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Rules;
using Gongji.Visits;

namespace Gongji.LoadTests.Cluster;

/// <summary>A ledger for loads in which nobody but persons takes part.</summary>
sealed class OnlyPersons(Func<PersonNo, IInsuredPerson> persons) : IGrains
{
    public IInsuredPerson Person(PersonNo person) => persons(person);

    public IFamilyNetwork Network(NetworkId network) => throw new NotSupportedException();

    public IVisit Visit(VisitId visit) => throw new NotSupportedException();

    public IInstitution Institution(InstitutionCode institution) => throw new NotSupportedException();

    public ICredential Credential(CredentialHash credential) => throw new NotSupportedException();

    public IAreaRules Policy(AreaCode area) => throw new NotSupportedException();
}
