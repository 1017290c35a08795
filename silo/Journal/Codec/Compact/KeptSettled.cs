using System.Text.Json.Serialization;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;

namespace Gongji.Journal.Codec.Compact;

/// <summary>A bill as it stands in a settlement.</summary>
/// <param name="Seal">Null for the first.</param>
/// <param name="Person">Null where it is the person whose entry it is.</param>
/// <param name="To">Null where it is the first day.</param>
sealed record KeptBill(
    VisitId Visit,
    BatchNo Batch,
    int? Seal,
    PersonNo? Person,
    CareKind Care,
    DateOnly From,
    DateOnly? To,
    [property: JsonConverter(typeof(InstitutionRow))] InstitutionFacts Institution,
    [property: JsonConverter(typeof(AmountsRow))] BillAmounts Amounts,
    string Digest,
    [property: JsonConverter(typeof(Rows<BillPart, PartRow>))] BillPart[]? Parts)
{
    public static KeptBill Of(GrainKey grain, Bill bill) => new(
        bill.Visit,
        bill.Batch,
        bill.Seal == 1 ? null : bill.Seal,
        grain == GrainKey.Person(bill.Person) ? null : bill.Person,
        bill.Care,
        bill.From,
        bill.To == bill.From ? null : bill.To,
        bill.Institution,
        bill.Amounts,
        bill.Digest,
        bill.Parts);

    public Bill Whole(GrainKey grain) => new(
        Visit,
        Batch,
        Seal ?? 1,
        Person ?? PersonNo.Of(grain.Id),
        Care,
        From,
        To ?? From,
        Institution,
        Amounts,
        Digest,
        Parts);
}

/// <summary>A settlement as an entry keeps it: what is mostly the same is left out, and what has a fixed order has no
/// names. The page <c>docs/JOURNAL.md</c> says how to read it.</summary>
/// <param name="Attempt">Null for the first.</param>
/// <param name="CashOnly">True where no account was to be used; else null.</param>
/// <param name="NoCredits">True where nothing was in the own account; else null.</param>
/// <param name="Policy">The version of the rules.</param>
/// <param name="Counters">Null where none was looked at.</param>
/// <param name="Own">Null where the own account pays nothing.</param>
/// <param name="Heard">Null where no network was asked.</param>
/// <param name="Cash">Null where nothing is paid in cash.</param>
/// <param name="Balance">Of the own account, after it.</param>
/// <param name="Trace">The digest of the steps.</param>
/// <param name="Reasons">Null where there are none.</param>
sealed record KeptSettled(
    SettlementId Settlement,
    int? Attempt,
    KeptBill Bill,
    [property: JsonConverter(typeof(InsuranceRow))] Insurance Insurance,
    bool? CashOnly,
    bool? NoCredits,
    string Policy,
    string? ShownBy,
    [property: JsonConverter(typeof(Rows<Layer, LayerRow>))] Layer[] Layers,
    [property: JsonConverter(typeof(Rows<KeptCounter, CounterRow>))] KeptCounter[]? Counters,
    [property: JsonConverter(typeof(Rows<LotPart, LotRow>))] LotPart[]? Own,
    Heard[]? Heard,
    Money? Cash,
    Money Balance,
    [property: JsonConverter(typeof(Rows<KeptPosting, PostingRow>))] KeptPosting[] Postings,
    string Trace,
    Reason[]? Reasons,
    SettlementId? EqualTo)
{
    public static KeptSettled Of(GrainKey grain, Settled e)
    {
        var names = new AccountNames(e.Bill.Person, e.Insurance.Area, e.Bill.Institution.Code);
        var counters = new CounterNames(e.Insurance, e.Bill);
        return new KeptSettled(
            e.Settlement,
            e.Attempt == 1 ? null : e.Attempt,
            KeptBill.Of(grain, e.Bill),
            e.Insurance,
            e.UseAccount ? null : true,
            e.HeldCredits ? null : true,
            e.PolicyVersion,
            e.ShownBy,
            e.Layers,
            OrNone(Array.ConvertAll(e.Counters, counters.Kept)),
            OrNone(e.Own),
            OrNone(e.Heard),
            e.Cash.IsZero ? null : e.Cash,
            e.BalanceAfter,
            Array.ConvertAll(e.Postings, names.Kept),
            e.TraceDigest,
            OrNone(e.Reasons),
            e.EqualTo);
    }

    public Settled Whole(GrainKey grain)
    {
        var bill = Bill.Whole(grain);
        var names = new AccountNames(bill.Person, Insurance.Area, bill.Institution.Code);
        var counters = new CounterNames(Insurance, bill);
        return new Settled(
            Settlement,
            Attempt ?? 1,
            bill,
            Insurance,
            CashOnly != true,
            Policy,
            NoCredits != true,
            ShownBy,
            Layers,
            Array.ConvertAll(Counters ?? [], counters.Whole),
            Own ?? [],
            Heard ?? [],
            Cash ?? Money.Zero,
            Balance,
            Array.ConvertAll(Postings, names.Whole),
            Trace,
            Reasons ?? [],
            EqualTo);
    }

    static T[]? OrNone<T>(T[] items) => items.Length == 0 ? null : items;
}
