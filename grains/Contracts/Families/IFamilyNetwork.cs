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

/// <summary>What says that the member is a relative.</summary>
public enum RelationSource
{
    /// <summary>The funder's commitment (承诺制); no papers are asked for.</summary>
    Commitment,

    /// <summary>Their common household register (户口簿).</summary>
    HouseholdRegister,
}

/// <summary>A commitment text that was signed.</summary>
/// <param name="Version">What the packs call it by.</param>
/// <param name="Digest">Of the text, as <see cref="Operation.DigestOf"/> makes it; null where only the version was
/// kept.</param>
[GenerateSerializer, Immutable, Alias("gongji.signed_text")]
public sealed record SignedText(string Version, string? Digest);

/// <summary>On what a binding rests.</summary>
/// <param name="Commitment">The text that was signed; null where none was.</param>
/// <param name="Signer">Who signed; null where it was not kept, and then it was the funder.</param>
/// <param name="Evidence">Where papers or a proof of the signature lie; null when nothing was named.</param>
[GenerateSerializer, Immutable, Alias("gongji.grounds")]
public sealed record Grounds(
    RelationSource Source, SignedText? Commitment = null, PersonNo? Signer = null, string? Evidence = null);

/// <summary>Adds a member, or changes what is said of one: relation, limits, what it rests on and its end are as the
/// last command says. A binding that has begun keeps its beginning.</summary>
/// <param name="Commitment">Version of the commitment text that was signed. Null for the one that the funder's area has
/// in force (the last by its name), or for none where a household register is the source.</param>
/// <param name="Channel">Where it was asked for: app, mini program, window.</param>
/// <param name="Signer">Who signed; null for the funder.</param>
/// <param name="Evidence">Where papers or a proof of the signature lie; nothing personal.</param>
/// <param name="From">The first day whose services may be paid, from today on; null when those of earlier days may
/// be, too, once the member is bound.</param>
/// <param name="To">The last day of the authorization; null when it lasts as long as the area allows.</param>
[GenerateSerializer, Immutable, Alias("gongji.add_member")]
public sealed record AddMember(
    Operation Operation,
    PersonNo Member,
    Relation Relation,
    MemberLimits Limits,
    string? Commitment,
    string Channel,
    RelationSource Source = RelationSource.Commitment,
    PersonNo? Signer = null,
    string? Evidence = null,
    DateOnly? From = null,
    DateOnly? To = null);

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

    /// <summary>The last day of the authorization is over.</summary>
    Expired,
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
/// <param name="Channels">Where the binding was asked for or changed: the last ones, each once, the latest
/// last.</param>
/// <param name="From">The first day whose services may be paid; null where no day was named.</param>
/// <param name="To">The last day of the authorization; null where it has none.</param>
[GenerateSerializer, Immutable, Alias("gongji.member_view")]
public sealed record MemberView(
    PersonNo Member,
    Relation Relation,
    MemberLimits Limits,
    DateTimeOffset Since,
    Money UsedInPeriod,
    Grounds Grounds,
    string[] Channels,
    DateOnly? From,
    DateOnly? To);

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

/// <summary>What a network says that a person is to its funder.</summary>
/// <param name="Said">A binding in force and one that is being made; empty where there is neither.</param>
[GenerateSerializer, Immutable, Alias("gongji.tie")]
public sealed record Tie(PersonNo Funder, TieRelation[] Said);

/// <summary>A relation that a binding states.</summary>
/// <param name="BoundOn">An end of either side's insurance on that day or later ended it.</param>
[GenerateSerializer, Immutable, Alias("gongji.tie_relation")]
public sealed record TieRelation(Relation Relation, DateOnly BoundOn);

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

    [Says("对方的共济网中登记的亲属关系与此不符",
        "A network of the member's own says that the funder is something else to the member.")]
    RelationContradicts,

    [Says("成员不能是出资人本人", "The funder can't be a member of the own network.")]
    MemberIsFunder,

    [Says("成员未参保登记", "The member is not enrolled.")]
    MemberNotEnrolled,

    [Says("没有当日有效的该版本承诺书", "No commitment text of this version is in force today.")]
    CommitmentNotInForce,

    [Says("共济授权开始日期不得早于今日或晚于一年以后", "An authorization begins today or within a year.")]
    BeginOutOfRange,

    [Says("共济授权结束日期早于开始日期", "The authorization is over before it begins.")]
    OverBeforeItBegins,

    [Says("共济授权期限超过参保地规定", "The area does not let an authorization last that long.")]
    AuthorizationTooLong,

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

    /// <summary>What the network says that a person is to its funder. Asks nobody else and waits for no turn.</summary>
    /// <returns>Refuses with <see cref="NetworkRefusal.Unknown"/>.</returns>
    Task<Answer<Tie>> TieTo(PersonNo person);

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
