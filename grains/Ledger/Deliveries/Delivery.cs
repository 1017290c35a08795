using Gongji.Ledger.Books;

namespace Gongji.Ledger.Deliveries;

/// <summary>What a grain has to tell another of what it has committed, until that has heard it.</summary>
/// <param name="To">Any grain, of any kind.</param>
public sealed record Delivery(GrainKey To, Message Message)
{
    /// <summary>That the other has heard it.</summary>
    public Delivered Heard => new(To, Message.Name, Message.Settlement);
}

/// <summary>What one grain says to another. Whoever hears it again does nothing anew.</summary>
/// <param name="Settlement">What was committed or undone. Messages about one thing are heard in their order.</param>
public abstract record Message(SettlementId Settlement)
{
    /// <summary>What it says, such as <c>capture</c>: a grain has one such message about one thing for
    /// another.</summary>
    public abstract string Name { get; }

    /// <summary>Says it once.</summary>
    /// <returns>Refused when the other is not ready for it: it will be said again.</returns>
    public abstract Task<Answer<Done>> SendTo(GrainKey grain, IGrains grains);
}

/// <summary>Another grain acknowledged a message of the outbox.</summary>
/// <param name="Message">Its name.</param>
public sealed record Delivered(GrainKey To, string Message, SettlementId Settlement) : IGrainEvent;
