using Gongji.People;

namespace Gongji.Families;

/// <summary>How often a period limit starts anew.</summary>
public enum LimitPeriod
{
    /// <summary>With each calendar month of the service.</summary>
    Month,

    /// <summary>With each calendar year of the service.</summary>
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

/// <summary>Why an authorization ended (解绑原因).</summary>
public enum UnbindReason
{
    /// <summary>The authorizer wants it so.</summary>
    Authorizer,

    /// <summary>The marriage that it rested on has ended.</summary>
    Divorce,

    /// <summary>One side has died.</summary>
    Death,

    /// <summary>The authorizer's insurance has ended.</summary>
    FunderInsuranceEnded,

    /// <summary>The member's insurance has ended.</summary>
    MemberInsuranceEnded,
}

/// <summary>Removes a member (解除授权). Draws that are open go on, new ones are refused.</summary>
[GenerateSerializer, Immutable, Alias("gongji.remove_member")]
public sealed record RemoveMember(Operation Operation, PersonNo Member, UnbindReason Reason);

/// <summary>The funder confirms what the network may be used for (选择确认).</summary>
[GenerateSerializer, Immutable, Alias("gongji.confirm_modes")]
public sealed record ConfirmModes(Operation Operation, AidPurpose[] Modes);

/// <summary>A member as the network knows it.</summary>
/// <param name="Since">Since when the person is a member without a break.</param>
/// <param name="UsedInPeriod">Captured and open draws in the limit's period, less what was returned.</param>
[GenerateSerializer, Immutable, Alias("gongji.member_view")]
public sealed record MemberView(
    PersonNo Member, Relation Relation, MemberLimits Limits, DateTimeOffset Since, Money UsedInPeriod);

/// <summary>A person who was a member.</summary>
/// <param name="Until">When the end was recorded.</param>
[GenerateSerializer, Immutable, Alias("gongji.released_view")]
public sealed record ReleasedView(
    PersonNo Member,
    Relation Relation,
    DateTimeOffset Since,
    DateTimeOffset Until,
    UnbindReason Reason);

/// <summary>What a network holds, as of a day.</summary>
/// <param name="Used">The sum of all captured draws less what was returned.</param>
/// <param name="Released">Who was a member and is none any more, with the last end of each.</param>
[GenerateSerializer, Immutable, Alias("gongji.network_view")]
public sealed record NetworkView(
    NetworkId Network,
    PersonNo Funder,
    AidPurpose[] Modes,
    MemberView[] Members,
    DrawView[] OpenDraws,
    Money Used,
    ReleasedView[] Released);

/// <summary>A draw whose settlement is not known to have committed.</summary>
/// <param name="Attempt">Which attempt of the settlement, from 1.</param>
[GenerateSerializer, Immutable, Alias("gongji.draw_view")]
public sealed record DrawView(SettlementId Settlement, int Attempt, PersonNo Member, Money Amount);

/// <summary>Why a change of a network is refused. <see cref="AidRefusal"/> has what the rules of the funder's area
/// refuse.</summary>
[RefusalsOf("network")]
public enum NetworkRefusal
{
#pragma warning disable CS1591 // Each says itself.
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
#pragma warning restore CS1591
}

/// <summary>Family-aid network 家庭共济网: one funder, members with relations and limits, and what was drawn.</summary>
public interface IFamilyNetwork : IAttended
{
    /// <summary>Forms the network; again for the same funder changes nothing.</summary>
    /// <returns>Refuses with <see cref="NetworkRefusal"/> or <see cref="AidRefusal"/>.</returns>
    Task<Answer<Confirmation>> Form(FormNetwork command);

    /// <summary>Adds a member, who then has the network in the own list, or changes relation and limits of
    /// one.</summary>
    /// <returns>Refuses with <see cref="NetworkRefusal"/>, <see cref="AidRefusal"/> or <see
    /// cref="PersonRefusal.TooManyNetworks"/>.</returns>
    Task<Answer<Confirmation>> AddMember(AddMember command);

    /// <summary>Removes a member: from the answer on no draw of theirs is granted.</summary>
    /// <returns>Refuses with <see cref="NetworkRefusal.NotAMember"/>.</returns>
    Task<Answer<Confirmation>> RemoveMember(RemoveMember command);

    /// <summary>Sets what the network may be used for; a use that is not named is confirmed no longer.</summary>
    /// <returns>Refuses with <see cref="NetworkRefusal.Unknown"/>.</returns>
    Task<Answer<Confirmation>> ConfirmModes(ConfirmModes command);

    /// <summary>The network, with what members used in the limits' periods of that day. Whose authorization has ended
    /// with an insurance meanwhile is released first.</summary>
    /// <returns>Refuses with <see cref="NetworkRefusal.Unknown"/>.</returns>
    Task<Answer<NetworkView>> View(DateOnly asOf);

    /// <summary>What <see cref="Draw"/> would answer now; nothing is recorded.</summary>
    Task<Answer<Granted>> Quote(Draw command);

    /// <summary>Has the funder set money aside for a settlement. The same draw is granted once.</summary>
    /// <returns>Refuses with <see cref="DrawRefusal"/> or <see cref="AidRefusal"/>.</returns>
    Task<Answer<Granted>> Draw(Draw command);

    /// <summary>Pays a draw. Once captured, the same again is done already.</summary>
    /// <returns>Refuses with <see cref="DrawRefusal.NoSuchDraw"/>.</returns>
    Task<Answer<Done>> Capture(Capture command);

    /// <summary>Frees a draw of this attempt or an earlier one; where there is none, nothing is left to do.</summary>
    Task<Answer<Done>> Release(Release command);

    /// <summary>Gives captured money back. The same again is done already.</summary>
    /// <returns>Refuses with <see cref="DrawRefusal.NoSuchDraw"/>.</returns>
    Task<Answer<Done>> Return(Return command);
}
