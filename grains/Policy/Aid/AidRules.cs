namespace Gongji.Policy.Aid;

/// <summary>How an area lets the accounts of its insured pay for the relatives that a function is for. The funder's
/// area decides.</summary>
/// <param name="Version">The version of the area's rules that these are part of.</param>
/// <param name="Function">Where the members are insured.</param>
/// <param name="Relations">By purpose: the relations that may use the money.</param>
/// <param name="MemberSchemes">The schemes in which a member may be insured.</param>
/// <param name="FunderMustBeNormal">Whether a suspended funder's account stops paying.</param>
/// <param name="MemberMustBeNormal">Whether a suspended member may use it.</param>
/// <param name="MembersMax">The most members of one network; null when there is no limit.</param>
/// <param name="NetworksPerMemberMax">The most networks that a member may belong to; null when unlimited.</param>
/// <param name="Floor">What must stay in the funder's account.</param>
/// <param name="HistoricOnly">Whether only the historic surplus may be shared.</param>
/// <param name="AuthorizationMonths">How long an authorization lasts at most; null when it lasts until it is
/// ended.</param>
public sealed record AidRules(
    string Version,
    AidFunction Function,
    IReadOnlyDictionary<AidPurpose, IReadOnlyList<Relation>> Relations,
    IReadOnlyList<Scheme> MemberSchemes,
    bool FunderMustBeNormal,
    bool MemberMustBeNormal,
    int? MembersMax,
    int? NetworksPerMemberMax,
    Money Floor,
    bool HistoricOnly,
    int? AuthorizationMonths);
