using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>Whoever is asked here is not asked by what is tested.</summary>
sealed class NobodyElse : IGrains
{
    public IInsuredPerson Person(PersonNo person) => throw new InvalidOperationException();

    public IFamilyNetwork Network(NetworkId network) => throw new InvalidOperationException();

    public Visits.IVisit Visit(VisitId visit) => throw new InvalidOperationException();

    public Institutions.IInstitution Institution(InstitutionCode institution) =>
        throw new InvalidOperationException();

    public Credentials.ICredential Credential(CredentialHash credential) => throw new InvalidOperationException();

    public Rules.IAreaRules Policy(AreaCode area) => throw new InvalidOperationException();
}
