using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Draws;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Ledger.People.Commits;

/// <summary>What one network paid for what a person committed.</summary>
public sealed record AidPart(NetworkId Network, PersonNo Funder, Money Amount, Money FunderBalance);

/// <summary>The commit point of something that a person does together with other grains, such as a settlement: from
/// this entry on it stands, whatever those have heard.</summary>
public interface ICommit : IPosted
{
    /// <summary>Names it among all that the person commits, of whatever kind.</summary>
    SettlementId Settlement { get; }

    /// <summary>The attempt whose draws count.</summary>
    int Attempt { get; }

    /// <summary>What it takes of the person's own money.</summary>
    LotPart[] Own { get; }

    /// <summary>What it takes of networks that granted it.</summary>
    AidPart[] Aid { get; }

    /// <summary>Who has to hear of it.</summary>
    IEnumerable<Delivery> Deliveries => Aid.Select(aid => new Delivery(
        GrainKey.Network(aid.Network), new CaptureMessage(Settlement, Attempt, aid.Amount)));

    /// <summary>What it takes of one network.</summary>
    Money AidOf(NetworkId network) => Aid.Where(aid => aid.Network == network).Sum(static aid => aid.Amount);
}

/// <summary>The commit point of an undoing: everybody gets back exactly what was taken.</summary>
public interface IUndoing : IPosted
{
    /// <summary>What is undone.</summary>
    SettlementId Settlement { get; }

    /// <inheritdoc cref="ICommit.Own"/>
    LotPart[] Own { get; }

    /// <inheritdoc cref="ICommit.Aid"/>
    AidPart[] Aid { get; }

    /// <inheritdoc cref="ICommit.Deliveries"/>
    IEnumerable<Delivery> Deliveries => Aid.Select(aid => new Delivery(
        GrainKey.Network(aid.Network), new ReturnMessage(Settlement, aid.Amount)));
}

/// <summary>This attempt of a settlement, and every lower one, will never commit.</summary>
public sealed record SettlementBarred(SettlementId Settlement, int Attempt) : IGrainEvent;

/// <summary>An operation that never arrived was reversed: should it still arrive it is refused.</summary>
public sealed record OperationBarred(OperationId Original) : IGrainEvent;
