using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Gongji.Border.Json;
using Gongji.Families;
using Gongji.People;

namespace Gongji.Admin.Bodies;

// What the administration and the bulk import take: the same fields in both.

/// <summary>A person's insurance from a day on.</summary>
[Description("A person's insurance from a day on. The area is the insured area, six digits.")]
public sealed record InsuranceBody(
    DateOnly From,
    AreaCode Area,
    PersonKind Kind,
    InsuranceStatus Status = InsuranceStatus.Normal,
    [property: Description("As it is paid for; left out, as the area has it for this kind of person.")]
    AccountMode? AccountMode = null,
    [property: Description("What a retired person is retired from: public or enterprise, which flexible work is, too.")]
    RetireeGroup? RetireeGroup = null)
{
    internal Insurance Insurance => new(From, Area, Kind, Status, AccountMode, RetireeGroup);
}

/// <summary>Enrols a person, or changes who it is.</summary>
[Description("Who a person is and how the person is insured. The identity is encrypted before it is kept.")]
public sealed record EnrolBody(
    [property: StringLength(50, MinimumLength = 1)] string Name,
    [property: Description("Identity number (certno)."), StringLength(50, MinimumLength = 1)] string CertNo,
    InsuranceBody Insurance,
    [property: Description("psn_cert_type: 01 resident identity card.")] string CertType = "01",
    [property: Description("gend: 0 unknown, 1 male, 2 female, 9 unstated."), AllowedValues("0", "1", "2", "9")]
    string Sex = "0",
    DateOnly? BirthDate = null);

/// <summary>Credits a person's own account.</summary>
[Description("Credits a person's own account. The year is the one that the credit belongs to.")]
public sealed record CreditBody(
    Money Amount,
    int Year,
    [property: Description(
        "contribution; retirement for a retired person's flat sum, out of the pooled fund; opening for a balance "
        + "carried over.")]
    CreditSource Source = CreditSource.Contribution);

/// <summary>Takes a credit back.</summary>
[Description("Takes a credit back; what was spent of it is owed by the next credits. Without an amount, all of it.")]
public sealed record TakeBackBody(
    [property: Description("The operation that booked it, as its answer named it, or its Idempotency-Key."),
        StringLength(100, MinimumLength = 1)]
    string Credit,
    TakeBackReason Reason,
    Money? Amount = null);

/// <summary>Binds a card, a token or another document to a person.</summary>
[Description("Binds a credential to a person; until is the end of a short-lived one.")]
public sealed record CredentialBody(
    [property: Description("mdtrt_cert_type: 01 e-credential, 02 identity card, 03 social security card.")]
    string CertType,
    [property: StringLength(16_000, MinimumLength = 1)] string Number,
    DateTimeOffset? Until = null);

/// <summary>What a one-time token is for.</summary>
public enum TokenStep
{
    /// <summary>Every step of a visit, and a purchase.</summary>
    Any,

    /// <summary>2201.</summary>
    Registration,

    /// <summary>2206 and 2207.</summary>
    Settlement,

    /// <summary>2101 and 2102.</summary>
    Purchase,
}

/// <summary>A one-time token that was issued.</summary>
[Description("A one-time token: mdtrt_cert_no with mdtrt_cert_type 01, until it ends.")]
public sealed record TokenBody(string Token, DateTimeOffset Until);

/// <summary>A credential of a person, by its number.</summary>
[Description("A credential that is bound to the person.")]
public sealed record CredentialNameBody(
    [property: Description("mdtrt_cert_type: 01 e-credential, 02 identity card, 03 social security card.")]
    string CertType,
    string Number);

/// <summary>Blocks a credential of a person.</summary>
[Description("Blocks a credential that is bound to the person, from the answer on.")]
public sealed record CredentialBlockBody(
    [property: Description("mdtrt_cert_type: 01 e-credential, 02 identity card, 03 social security card.")]
    string CertType,
    string Number,
    BlockReason Reason);

/// <summary>A credential as the administration shows it.</summary>
[Description("A credential of the person: its end, and whether it has expired or is blocked.")]
public sealed record CredentialStateBody(DateTimeOffset? Until, bool Expired, Block? Blocked);

/// <summary>Blocks a person's own account.</summary>
[Description("Blocks the own account, from the answer on: nothing leaves it but what was held before.")]
public sealed record AccountBlockBody(BlockReason Reason);

/// <summary>The order in which a patient's networks are drawn on.</summary>
[Description("All networks of the person, in the order in which they are to pay.")]
public sealed record OrderBody(NetworkId[] Networks);

/// <summary>Registers an institution, or changes it from a day on.</summary>
[Description("A designated institution. Level 1 to 3, 0 for none. The day of a service decides what it was then.")]
public sealed record InstitutionBody(
    [property: StringLength(200, MinimumLength = 1)] string Name,
    AreaCode Area, InstitutionKind Type, int Level, Capability[] Capabilities,
    [property: Description(
        "The first day on which this holds; earlier ones stay. Without it today, or at the first registration all.")]
    DateOnly? From = null);

/// <summary>An institution as the administration shows it.</summary>
[Description("A designated institution as of a day, and since when it is so; null when ever since.")]
public sealed record InstitutionView(
    InstitutionCode Code,
    string Name,
    AreaCode Area,
    InstitutionKind Type,
    int Level,
    Capability[] Capabilities,
    DateOnly? From,
    [property: Description("The days on which it becomes another.")] DateOnly[] Changes);

/// <summary>Forms a network.</summary>
[Description("The funder's account pays for the members of the network.")]
public sealed record NetworkBody(PersonNo Funder, string Channel = "window");

/// <summary>Adds a member to a network, or changes one.</summary>
[Description(
    "The member is the funder's spouse, parent, child … . Limits are in yuan; none means no limit. For a member it "
    + "says all anew but a beginning that is past.")]
public sealed record MemberBody(
    Relation Relation,
    Money? PerUse = null,
    Money? PerPeriod = null,
    LimitPeriod Period = LimitPeriod.Year,
    [property: Description(
        "Version of the commitment text that was signed. Without it the one that the funder's area has in force, or "
        + "none where the source is a household register.")]
    string? Commitment = null,
    string Channel = "window",
    [property: Description("What says that they are relatives. Without it the funder's commitment.")]
    RelationSource? Source = null,
    [property: Description("psn_no of who signed. Without it the funder.")] PersonNo? Signer = null,
    [property: Description("Where papers or a proof of the signature lie; nothing personal."),
        StringLength(100, MinimumLength = 1)]
    string? Evidence = null,
    [property: Description(
        "The first day whose services may be paid, today or within a year. Without it, services of before the binding "
        + "may be paid, too.")]
    DateOnly? From = null,
    [property: Description("The last day. Without it, as long as the area allows.")] DateOnly? To = null);

/// <summary>What a network may be used for.</summary>
[Description("The uses that the funder confirmed; the list replaces the one before.")]
public sealed record ModesBody(AidPurpose[] Modes);

/// <summary>A person as the administration shows it: identity masked.</summary>
[Description("A person as of a day. Amounts are yuan with two decimals.")]
public sealed record PersonBody(
    PersonNo PsnNo,
    DateOnly AsOf,
    string Name,
    string CertNo,
    Insurance? Insurance,
    [property: Description("The own account: historic and current credits, the held part included.")] Money Balance,
    Money Historic,
    Money Current,
    Money Held,
    LotView[] Lots,
    CounterBody[] Counters,
    NetworkId[] Networks,
    HoldView[] Holds,
    [property: Description("Why nothing leaves the own account, and since when; null when it is not blocked.")]
    Block? Blocked,
    [property: Description("What was taken back of credits when it was not there: the next credits pay it.")]
    Money Owed,
    [property: Description("Whose medical codes the person may show.")] PersonNo[] Viewed);

/// <summary>How much is used up of something that has a limit.</summary>
/// <param name="Counter">Area, scheme, what is counted, and the year, month or visit.</param>
/// <param name="Used">In yuan with two decimals, or a whole number of times or days.</param>
/// <param name="Unit"><c>yuan</c>, <c>times</c> or <c>days</c>.</param>
[Description("How much is used up of something that has a limit, and in which unit: yuan, times or days.")]
public sealed record CounterBody(CounterKey Counter, decimal Used, string Unit)
{
    /// <summary>The same as people read it.</summary>
    public static CounterBody Of(CounterUse use) => use.Used.Unit switch
    {
        Words.Unit.Fen => new(use.Counter, Yuan.Of(Money.FromFen(use.Used.Amount)), "yuan"),
        Words.Unit.Times or Words.Unit.Days => new(use.Counter, use.Used.Amount, SnakeCase.Of(use.Used.Unit)),
    };
}

/// <summary>A refusal as the administration tells it.</summary>
[Description("A refusal or an error: its stable code, a sentence in Chinese and in English, the field and the value.")]
public sealed record AdminProblem(
    string Type, string Title, int Status, string Code, string Zh, string En, string Field, string Value);
