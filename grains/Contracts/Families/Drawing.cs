namespace Gongji.Families;

/// <summary>A patient asks a network for aid.</summary>
/// <param name="Attempt">1 for the first attempt of the settlement; an attempt that comes after one which a patient's
/// activation forgot has a higher number, and the patient has barred the lower ones.</param>
/// <param name="Insurance">The member's insurance on the day of the service.</param>
/// <param name="Amount">The most that is wanted; less may be granted.</param>
/// <param name="LastEnded">The last day on which the member's insurance had ended; null when it never had.</param>
/// <param name="DecidedBy">The version of the rules of the member's area that decided what is asked for; null where
/// that is not said.</param>
[GenerateSerializer, Immutable, Alias("gongji.draw")]
public sealed record Draw(
    SettlementId Settlement,
    int Attempt,
    PersonNo Member,
    Insurance Insurance,
    Money Amount,
    AidPurpose Purpose,
    DateOnly ServiceDate,
    DateOnly? LastEnded,
    string? DecidedBy = null);

/// <summary>What a network granted.</summary>
/// <param name="Amount">May be less than was asked for.</param>
/// <param name="FunderBalance">What is left in the funder's account, not held by anyone.</param>
/// <param name="Version">The version of the rules of the funder's area; null where it was not kept.</param>
/// <param name="Bound">Why it is less than was asked for; null when it is not, or where that was not kept.</param>
[GenerateSerializer, Immutable, Alias("gongji.granted")]
public sealed record Granted(
    Money Amount, PersonNo Funder, Money FunderBalance, string? Version = null, Bound? Bound = null);

/// <summary>A network asks its funder to set money aside. The rules of the funder's area are asked here, where that
/// area is known for certain.</summary>
/// <param name="BoundOn">The day since which the patient is a member.</param>
[GenerateSerializer, Immutable, Alias("gongji.hold")]
public sealed record Hold(NetworkId Network, Relation Relation, DateOnly BoundOn, Draw Draw);

/// <summary>What a funder has set aside.</summary>
/// <param name="Amount">May be less than was asked for; never zero.</param>
/// <param name="BalanceAfter">What is left in the account, not held by anyone.</param>
/// <param name="Version">The version of the rules of the funder's area; null where it was not kept.</param>
/// <param name="Bound">Why it is less than was asked for; null when it is not, or where that was not kept.</param>
[GenerateSerializer, Immutable, Alias("gongji.held")]
public sealed record Held(Money Amount, Money BalanceAfter, string? Version = null, Bound? Bound = null);

/// <summary>The settlement stands: money held for it is paid.</summary>
/// <param name="Amount">The part that was used; the rest of the hold is free again.</param>
[GenerateSerializer, Immutable, Alias("gongji.capture")]
public sealed record Capture(SettlementId Settlement, int Attempt, NetworkId Network, Money Amount);

/// <summary>The attempt will never commit: money held for it is free again.</summary>
/// <param name="Patient">Whose settlement it is: another's draw under the same name stays.</param>
[GenerateSerializer, Immutable, Alias("gongji.release")]
public sealed record Release(SettlementId Settlement, int Attempt, NetworkId Network, PersonNo Patient);

/// <summary>The settlement was reversed: what was captured goes back to where it came from.</summary>
[GenerateSerializer, Immutable, Alias("gongji.return")]
public sealed record Return(SettlementId Settlement, NetworkId Network, Money Amount);

/// <summary>Why a draw or hold is not granted, captured or returned. <see cref="AidRefusal"/> has what the rules of the
/// funder's area refuse.</summary>
[RefusalsOf("draw")]
public enum DrawRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("家庭共济网不存在", "There is no such family-aid network.")]
    NoSuchNetwork,

    [Says("本人不是或已不再是该共济网成员", "The person is not, or no longer, a member of the network.")]
    NotAMember,

    [Says("共济授权自就诊日之后才开始", "The authorization begins after the day of the service.")]
    NotYetAuthorized,

    [Says("共济授权已到期", "The authorization is over.")]
    AuthorizationOver,

    [Says("出资人未确认该共济方式", "The funder has not confirmed this use of the network.")]
    ModeNotConfirmed,

    [Says("使用限额没有余额", "The member's limit leaves nothing.")]
    LimitUsedUp,

    [Says("出资人账户没有可共济的余额", "The funder's account has nothing free that may be shared.")]
    NothingFree,

    [Says("该结算同一次数的扣款已有其他内容的请求", "A draw of this settlement with this attempt number is known with other content.")]
    AttemptUsed,

    [Says("该结算ID已用于其他成员", "Another member's settlement has this id.")]
    AnotherMembers,

    [Says("出资人未参保登记", "The funder is not enrolled.")]
    FunderNotEnrolled,

    [Says("出资人账户已停用", "The funder's account is blocked.")]
    AccountBlocked,

    [Says("出资人参保曾终止，共济授权已失效，需重新绑定",
        "The authorization ended with the funder's insurance; it has to be given anew.")]
    FunderInsuranceEnded,

    [Says("成员参保曾终止，共济授权已失效，需重新绑定",
        "The authorization ended with the member's insurance; it has to be given anew.")]
    MemberInsuranceEnded,

    [Says("没有该笔共济扣款", "There is no such draw.")]
    NoSuchDraw,

    [Says("该结算的共济扣款已完成", "The draw of this settlement is captured already.")]
    CapturedAlready,
#pragma warning restore CS1591
}
