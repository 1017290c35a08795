using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Life;

/// <summary>A snapshot's content. A change of a state's shape makes older ones unreadable, and they are dropped; a new
/// role makes none unreadable.</summary>
sealed record Saved<TState>(TState State, KeyIndex Operations) where TState : class, IGrainState
{
    /// <returns>Null when it is of another version or damaged, whatever is wrong with it: then the journal
    /// says.</returns>
    public static Saved<TState>? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Saved<TState>>(body, LedgerJson.Options);
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Options);
}

/// <summary>What a life does with its grain's book, whatever the state in it.</summary>
interface IKeptBook
{
    /// <summary>The state, to be asked for open work.</summary>
    IGrainState State { get; }

    /// <summary>Applies an event that the journal holds.</summary>
    void Replay(Recorded recorded);

    /// <summary>The state as a snapshot keeps it.</summary>
    byte[] Save();

    /// <returns>False when the snapshot can't be read; nothing was changed.</returns>
    bool Restore(byte[] saved);
}

sealed class KeptBook<TState>(Book<TState> book) : IKeptBook where TState : class, IGrainState, new()
{
    public IGrainState State => book.State;

    public void Replay(Recorded recorded) => book.Replay(recorded);

    public byte[] Save() => new Saved<TState>(book.State, book.Operations).Write();

    public bool Restore(byte[] saved)
    {
        if (Saved<TState>.Read(saved) is not { } read)
        {
            return false;
        }
        book.Restore(read.State, read.Operations);
        return true;
    }
}
