using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Rules;
using Gongji.Visits;

namespace Gongji;

/// <summary>Finds other grains.</summary>
public interface IGrains
{
    /// <summary>An insured person 参保人. Also of a number that nobody was enrolled under: such a grain refuses.</summary>
    IInsuredPerson Person(PersonNo person);

    /// <summary>A family-aid network 家庭共济网, formed or not.</summary>
    IFamilyNetwork Network(NetworkId network);

    /// <summary>A visit 就诊, registered or not.</summary>
    IVisit Visit(VisitId visit);

    /// <summary>A designated institution 定点医药机构, registered or not.</summary>
    IInstitution Institution(InstitutionCode institution);

    /// <summary>A credential 凭证, bound or not.</summary>
    ICredential Credential(CredentialHash credential);

    /// <summary>The rules of a pooling area 统筹区政策规则; any code of the area names them.</summary>
    IAreaRules Policy(AreaCode area);
}
