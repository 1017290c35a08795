using Gongji.People;

namespace Gongji.Hosting.Notices;

/// <summary>What a person is told of one line of the own statement: amount, place, time and balance; of what was wrong
/// with anybody, and of what funds paid, nothing.</summary>
/// <param name="Id">Grain and sequence: a notice that comes again has the same.</param>
/// <param name="Institution">Where it was spent; null where nothing was.</param>
/// <param name="Relative">For whom this account paid; null where it did not pay for another.</param>
/// <param name="Relatives">What others paid for this person; null when nobody did.</param>
sealed record Notice(
    string Id,
    PersonNo PsnNo,
    string What,
    DateTimeOffset At,
    Money In,
    Money Out,
    Money Balance,
    Money Owed,
    SettlementId? Settlement = null,
    InstitutionCode? Institution = null,
    AreaCode? Area = null,
    PersonNo? Relative = null,
    NetworkId? Network = null,
    PaidByRelative[]? Relatives = null,
    BlockReason? Reason = null,
    OperationId? Credit = null,
    TakeBackReason? TakenBackFor = null)
{
    public static Notice Of(PersonNo person, StatementLine line) => new(
        $"{GrainKey.Person(person)}/{line.Sequence}",
        person,
        line.What,
        line.At,
        line.In,
        line.Out,
        line.Balance,
        line.Owed,
        line.Settlement,
        Reason: line.Reason,
        Credit: line.Credit,
        TakenBackFor: line.TakenBackFor);
}

/// <summary>What a relative paid by a network, or got back.</summary>
sealed record PaidByRelative(PersonNo Relative, NetworkId Network, Money Amount);

/// <summary>What the receiver is sent at once.</summary>
sealed record NoticeBatch(IReadOnlyList<Notice> Notices);
