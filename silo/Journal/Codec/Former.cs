using System.Globalization;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;

namespace Gongji.Journal.Codec;

/// <summary>Kinds of events that are not written any more, and what they are today.</summary>
static class Former
{
    public const string Settled = "person.settled.1";
    public const string Reversed = "person.reversed.1";
    public const string MemberAdded = "network.member_added.1";
    public const string MemberRemoved = "network.member_removed.1";

    /// <summary>The name of a counter that was named by period and accumulator alone, such as
    /// <c>2026/outpatient.pool</c>.</summary>
    public static CounterUse Named(CounterUse former, AreaCode area, Scheme scheme)
    {
        var cut = former.Counter.LastIndexOf('/');
        var (period, accumulator) = (former.Counter[..cut], former.Counter[(cut + 1)..]);
        return former with { Counter = new CounterKey(area.PoolingArea, scheme, accumulator, period).ToString() };
    }

    public static Settled Now(this Settled former) => former with { Postings = Named(former.Postings) };

    public static Reversed Now(this Reversed former) => former with { Postings = Named(former.Postings) };

    public static Credited Now(this Credited former) => former with { Postings = Named(former.Postings) };

    public static CreditTakenBack Now(this CreditTakenBack former) =>
        former with { Postings = Named(former.Postings) };

    public static HoldCaptured Now(this HoldCaptured former) => former with { Postings = Named(former.Postings) };

    public static HoldReturned Now(this HoldReturned former) => former with { Postings = Named(former.Postings) };

    /// <summary>Postings of the time when a person had one purse, <c>person/NO/YEAR</c>, and debts of persons stood
    /// apart as <c>owed/NO</c>.</summary>
    public static Posting[] Named(Posting[] former) => [.. former.Select(static posting => posting with
    {
        Account = posting.Account.Split('/') switch
        {
            ["person", var person, { Length: 4 } year] =>
                Accounts.Lot(PersonNo.Of(person), Purse.Own, int.Parse(year, CultureInfo.InvariantCulture)),
            ["owed", var person] => Accounts.Owed(PersonNo.Of(person)),
            _ => posting.Account,
        },
    })];

    /// <summary>A step that was told in words of its own, by the code or the rule that says so today.</summary>
    public static TraceStep Told(TraceStep former) => former switch
    {
        { Rule: "benefits", Result: "no benefit for this person and care" } =>
            former with { Result = Reason.Of(PoolReason.NoBenefit).Code },
        { Rule: "benefits", Result: "no benefit at this kind of institution" } =>
            former with { Result = Reason.Of(PoolReason.NoBenefitHere).Code },
        { Rule: "payers.own_scope", Input: "account=none" } => former with { Rule = "payers.no_account", Input = "" },
        _ => former,
    };
}

/// <summary>A binding of which no more than the commitment's version was kept.</summary>
sealed record FormerMemberAdded(
    PersonNo Member, Relation Relation, MemberLimits Limits, string Commitment, string Channel)
{
    public MemberAdded Now() => new(
        Member,
        Relation,
        Limits,
        new Grounds(RelationSource.Commitment, new SignedText(Commitment, Digest: null)),
        Channel,
        From: null,
        To: null);
}

/// <summary>A member's end of whom only the authorizer could be the reason.</summary>
sealed record FormerMemberRemoved(PersonNo Member)
{
    public MemberRemoved Now() => new(Member, UnbindReason.Authorizer);
}

/// <summary>A credit of the time when none was taken back.</summary>
sealed record FormerCredited(Money Amount, int Year, string Source, Posting[] Postings)
{
    public Credited Now() => new(Amount, Year, Source, Money.Zero, Former.Named(Postings));
}

/// <summary>A registration of the time when an institution had been ever what it was last.</summary>
sealed record FormerRegistration(InstitutionProfile Profile)
{
    public InstitutionRegistered Now() => new(Profile, DateOnly.MinValue);
}

/// <summary>A settlement of one fund, whose counters belonged to no area.</summary>
sealed record FormerSettled(
    SettlementId Settlement,
    int Attempt,
    Bill Bill,
    Insurance Insurance,
    bool UseAccount,
    string PolicyVersion,
    string Fund,
    Money PoolPay,
    decimal Ratio,
    Money Deductible,
    Money DeductibleLeft,
    CounterUse[] Uses,
    LotPart[] Own,
    AidPart[] Aid,
    Money Cash,
    Money BalanceAfter,
    Posting[] Postings,
    TraceStep[] Trace,
    Money? CapLeft = null)
{
    public Settled Now() => new(
        Settlement,
        Attempt,
        Bill,
        Insurance,
        UseAccount,
        PolicyVersion,
        Fund.Length == 0
            ? []
            : [new Layer(Fund, Bill.Amounts.InScope, Deductible, DeductibleLeft, Ratio, PoolPay, CapLeft)],
        [.. Uses.Select(use => Former.Named(use, Insurance.Area, Insurance.SchemeOf))],
        Own,
        Aid,
        Cash,
        BalanceAfter,
        Former.Named(Postings),
        [.. Trace.Select(Former.Told)],
        Reasons: []);
}

/// <summary>A message to a network of the time when nobody else was told anything.</summary>
/// <param name="Kind">The message's name.</param>
sealed record FormerDelivered(SettlementId Settlement, NetworkId Network, string Kind)
{
    public Delivered Now() => new(GrainKey.Network(Network), Kind, Settlement);
}
