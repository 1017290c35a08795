using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

[assembly: GenerateCodeForDeclaringAssembly(typeof(Money))]

namespace Gongji.Client.Cluster;

// The ledger's grains as Orleans addresses them: by the text of their key.

public interface IInsuredPersonGrain : IGrainWithStringKey, IInsuredPerson;

public interface IFamilyNetworkGrain : IGrainWithStringKey, IFamilyNetwork;

public interface IVisitGrain : IGrainWithStringKey, IVisit;

public interface IInstitutionGrain : IGrainWithStringKey, IInstitution;

public interface ICredentialGrain : IGrainWithStringKey, ICredential;
