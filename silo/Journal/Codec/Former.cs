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
using Gongji.Ledger.Visits;

namespace Gongji.Journal.Codec;

/// <summary>Kinds of events that are not written any more, and what they are today.</summary>
static class Former
{
    public const string Settled = "person.settled.1";
    public const string SettledLayers = "person.settled.2";
    public const string SettledSteps = "person.settled.3";
    public const string Reversed = "person.reversed.1";
    public const string ReversedByArea = "person.reversed.2";
    public const string MemberAdded = "network.member_added.1";
    public const string MemberRemoved = "network.member_removed.1";
    public const string BatchSealed = "visit.batch_sealed.1";
    public const string Purchased = "visit.purchased.1";

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

/// <summary>A bill of the time when all was of one day.</summary>
sealed record FormerBill(
    VisitId Visit,
    BatchNo Batch,
    int Seal,
    PersonNo Person,
    CareKind Care,
    DateOnly ServiceDate,
    InstitutionFacts Institution,
    BillAmounts Amounts,
    string Digest)
{
    public Bill Now() => new(
        Visit, Batch, Seal, Person, Care, ServiceDate, ServiceDate, Institution, Amounts, Digest);
}

/// <summary>A use of the time when counters counted money alone.</summary>
sealed record FormerUse(string Counter, Money Amount)
{
    public CounterUse Now() => new(CounterKey.Of(Counter), Quantity.Of(Amount));

    /// <summary>The same of a counter that was named by period and accumulator alone, such as
    /// <c>2026/outpatient.pool</c>.</summary>
    public CounterUse Now(Insurance insurance)
    {
        var cut = Counter.LastIndexOf('/');
        var counter = new CounterKey(
            insurance.Area.PoolingArea, insurance.SchemeOf, Counter[(cut + 1)..], Period.Of(Counter[..cut]));
        return new CounterUse(counter, Quantity.Of(Amount));
    }
}

sealed record FormerBatchSealed(FormerBill Bill)
{
    public BatchSealed Now() => new(Bill.Now());
}

sealed record FormerPurchased(Registered Registered, FeeLine[] Lines, FormerBill Bill)
{
    public Purchased Now() => new(Registered, Lines, Bill.Now());
}

/// <summary>A reversal of the time when counters counted money alone.</summary>
sealed record FormerReversed(
    SettlementId Settlement,
    int Attempt,
    VisitId Visit,
    BatchNo Batch,
    FormerUse[] Uses,
    LotPart[] Own,
    AidPart[] Aid,
    Money BalanceAfter,
    Posting[] Postings)
{
    public Reversed Now() => With([.. Uses.Select(static use => use.Now())]);

    /// <summary>One whose counters belonged to no area. <see cref="EventReader"/> gives it those of its
    /// settlement.</summary>
    public Reversed WithoutUses() => With([]);

    /// <param name="insurance">That of its settlement.</param>
    public CounterUse[] UsesOf(Insurance insurance) => [.. Uses.Select(use => use.Now(insurance))];

    Reversed With(CounterUse[] uses) =>
        new(Settlement, Attempt, Visit, Batch, uses, Own, Aid, BalanceAfter, Former.Named(Postings));
}

/// <summary>A message to a network of the time when nobody else was told anything.</summary>
/// <param name="Kind">The message's name.</param>
sealed record FormerDelivered(SettlementId Settlement, NetworkId Network, string Kind)
{
    public Delivered Now() => new(GrainKey.Network(Network), Kind, Settlement);
}
