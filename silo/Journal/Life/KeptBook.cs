using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Life;

/// <summary>A snapshot's content. A change of a state's shape makes older ones unreadable, and they are dropped; a new
/// role makes none unreadable.</summary>
sealed record Saved<TState>(TState State, KeyIndex Operations);

/// <summary>What a life does with its grain's book, whatever the state in it.</summary>
interface IKeptBook
{
    /// <summary>The state, to be asked for open work.</summary>
    IGrainState State { get; }

    /// <summary>Applies an event that the journal holds.</summary>
    void Replay(Recorded recorded);

    /// <summary>The state as a snapshot keeps it.</summary>
    byte[] Save();

    /// <exception cref="JsonException">The snapshot is not of this version; nothing was changed.</exception>
    void Restore(byte[] saved);
}

sealed class KeptBook<TState>(Book<TState> book) : IKeptBook where TState : class, IGrainState, new()
{
    public IGrainState State => book.State;

    public void Replay(Recorded recorded) => book.Replay(recorded);

    public byte[] Save() =>
        JsonSerializer.SerializeToUtf8Bytes(new Saved<TState>(book.State, book.Operations), LedgerJson.Options);

    public void Restore(byte[] saved)
    {
        var (state, operations) = JsonSerializer.Deserialize<Saved<TState>>(saved, LedgerJson.Options)
            ?? throw new JsonException("the snapshot is empty");
        book.Restore(state, operations);
    }
}
