using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Visits;
using Gongji.Policy.Areas;

namespace Gongji.Journal.Life;

/// <summary>What every grain reaches the world through.</summary>
public sealed record GrainPorts(IGrains Grains, IPolicies Policies, TimeProvider Time);

/// <summary>A grain that has been made, and how its journal is folded into it.</summary>
/// <param name="State">The state, to be asked for open work.</param>
/// <param name="Replay">Applies an event that the journal holds.</param>
/// <param name="Save">The state as a snapshot keeps it.</param>
sealed record MadeGrain(object Grain, IGrainState State, Action<Recorded> Replay, Func<byte[]> Save);

/// <summary>A snapshot's content. A change of a state's shape makes older ones unreadable, and they are dropped.
/// </summary>
sealed record Saved<TState>(TState State, KeyIndex Operations);

/// <summary>Makes grains by the kind in their key.</summary>
static class GrainKinds
{
    /// <param name="saved">A snapshot's body; null to begin with nothing.</param>
    /// <exception cref="JsonException">The snapshot is not of this version.</exception>
    public static MadeGrain Make(
        GrainKey key, byte[]? saved, IGrainJournal journal, GrainPorts ports) => key.Kind switch
        {
            "person" => Make<PersonState>(saved, journal, ports, book =>
                new InsuredPerson(PersonNo.Of(key.Id), book, ports.Grains, ports.Policies, ports.Time)),
            "network" => Make<NetworkState>(saved, journal, ports, book =>
                new FamilyNetwork(NetworkId.Of(key.Id), book, ports.Grains, ports.Policies)),
            "visit" => Make<VisitState>(saved, journal, ports, book =>
                new Visit(VisitId.Of(key.Id), book, ports.Grains, ports.Policies)),
            "institution" => Make<InstitutionState>(saved, journal, ports, book =>
                new Institution(InstitutionCode.Of(key.Id), book)),
            "credential" => Make<CredentialState>(saved, journal, ports, static book => new Credential(book)),
            _ => throw new ArgumentException($"there is no kind of grain for {key}", nameof(key)),
        };

    static MadeGrain Make<TState>(
        byte[]? saved, IGrainJournal journal, GrainPorts ports, Func<Book<TState>, object> grain)
        where TState : class, IGrainState, new()
    {
        var content = saved is null
            ? new Saved<TState>(new TState(), new KeyIndex())
            : JsonSerializer.Deserialize<Saved<TState>>(saved, LedgerJson.Options)
                ?? throw new JsonException("the snapshot is empty");
        var book = new Book<TState>(content.State, content.Operations, journal, ports.Time);
        return new MadeGrain(
            grain(book),
            book.State,
            book.Replay,
            () => JsonSerializer.SerializeToUtf8Bytes(
                new Saved<TState>(book.State, book.Operations), LedgerJson.Options));
    }
}
