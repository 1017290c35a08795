using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Rules;
using Gongji.Visits;

[assembly: GenerateCodeForDeclaringAssembly(typeof(Money))]

namespace Gongji.Client.Cluster;

// The ledger's grains as Orleans addresses them: by the text of their key.

/// <summary>Insured person 参保人.</summary>
public interface IInsuredPersonGrain : IGrainWithStringKey, IInsuredPerson;

/// <summary>Family-aid network 家庭共济网.</summary>
public interface IFamilyNetworkGrain : IGrainWithStringKey, IFamilyNetwork;

/// <summary>Visit 就诊.</summary>
public interface IVisitGrain : IGrainWithStringKey, IVisit;

/// <summary>Designated institution 定点医药机构.</summary>
public interface IInstitutionGrain : IGrainWithStringKey, IInstitution;

/// <summary>Credential 凭证.</summary>
public interface ICredentialGrain : IGrainWithStringKey, ICredential;

/// <summary>The rules of a pooling area 统筹区政策规则.</summary>
public interface IAreaRulesGrain : IGrainWithStringKey, IAreaRules;
