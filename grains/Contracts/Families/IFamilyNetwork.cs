namespace Gongji.Families;

/// <summary>How often a period limit starts anew.</summary>
public enum LimitPeriod
{
    Month,
    Year,
}

/// <summary>What a member may use.</summary>
/// <param name="PerUse">The most for one settlement; null when there is no limit.</param>
/// <param name="PerPeriod">The most in one period; null when there is no limit.</param>
[GenerateSerializer, Immutable, Alias("gongji.member_limits")]
public sealed record MemberLimits(Money? PerUse = null, Money? PerPeriod = null, LimitPeriod Period = LimitPeriod.Year);

/// <summary>Forms a network (组建). The funder is the organizer.</summary>
/// <param name="Channel">Where it was asked for: app, mini program, window.</param>
[GenerateSerializer, Immutable, Alias("gongji.form_network")]
public sealed record FormNetwork(Operation Operation, PersonNo Funder, string Channel);

/// <summary>Adds a member, or changes relation and limits of one. The relation is registered on the funder's
/// commitment (承诺制); no papers are asked for.</summary>
/// <param name="Commitment">Version of the commitment text that the funder signed.</param>
[GenerateSerializer, Immutable, Alias("gongji.add_member")]
public sealed record AddMember(
    Operation Operation, PersonNo Member, Relation Relation, MemberLimits Limits, string Commitment, string Channel);

[GenerateSerializer, Immutable, Alias("gongji.remove_member")]
public sealed record RemoveMember(Operation Operation, PersonNo Member);

/// <summary>The funder confirms what the network may be used for (选择确认).</summary>
[GenerateSerializer, Immutable, Alias("gongji.confirm_modes")]
public sealed record ConfirmModes(Operation Operation, AidPurpose[] Modes);

[GenerateSerializer, Immutable, Alias("gongji.member_view")]
public sealed record MemberView(
    PersonNo Member, Relation Relation, MemberLimits Limits, DateTimeOffset Since, Money UsedInPeriod);

/// <param name="Used">The sum of all captured draws less what was returned.</param>
[GenerateSerializer, Immutable, Alias("gongji.network_view")]
public sealed record NetworkView(
    NetworkId Network,
    PersonNo Funder,
    AidPurpose[] Modes,
    MemberView[] Members,
    DrawView[] OpenDraws,
    Money Used);

[GenerateSerializer, Immutable, Alias("gongji.draw_view")]
public sealed record DrawView(SettlementId Settlement, int Attempt, PersonNo Member, Money Amount);

[RefusalsOf("network")]
public enum NetworkRefusal
{
    [Says("家庭共济网不存在", "There is no such family-aid network.")]
    Unknown,

    [Says("家庭共济网已存在且出资人不同", "The network exists with another funder.")]
    FormedByAnother,

    [Says("出资人未参保登记", "The funder is not enrolled.")]
    FunderNotEnrolled,

    [Says("成员不能是出资人本人", "The funder can't be a member of the own network.")]
    MemberIsFunder,

    [Says("成员未参保登记", "The member is not enrolled.")]
    MemberNotEnrolled,

    [Says("共济网成员数量已达上限", "The network has as many members as the area allows.")]
    TooManyMembers,

    [Says("本人不是该共济网成员", "The person is not a member of the network.")]
    NotAMember,
}

/// <summary>Family-aid network 家庭共济网: one funder, members with relations and limits, and what was drawn.</summary>
public interface IFamilyNetwork : IAttended
{
    Task<Answer<Confirmation>> Form(FormNetwork command);

    Task<Answer<Confirmation>> AddMember(AddMember command);

    Task<Answer<Confirmation>> RemoveMember(RemoveMember command);

    Task<Answer<Confirmation>> ConfirmModes(ConfirmModes command);

    Task<Answer<NetworkView>> View(DateOnly asOf);

    /// <summary>What <see cref="Draw"/> would answer now; nothing is recorded.</summary>
    Task<Answer<Granted>> Quote(Draw command);

    Task<Answer<Granted>> Draw(Draw command);

    Task<Answer<Done>> Capture(Capture command);

    Task<Answer<Done>> Release(Release command);

    Task<Answer<Done>> Return(Return command);
}
