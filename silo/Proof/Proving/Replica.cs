using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Life;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Visits;

namespace Gongji.Proof.Proving;

/// <summary>A grain's state, folded again from its first entry on.</summary>
/// <param name="Save">The state as a snapshot keeps it.</param>
/// <param name="CanLoad">Whether a snapshot has the shape that this version keeps.</param>
sealed record Replica(IGrainState State, KeyIndex Operations, Func<byte[]> Save, Func<byte[], bool> CanLoad)
{
    /// <returns>Null when there is no such kind of grain.</returns>
    public static Replica? Of(GrainKey key) => key.Kind switch
    {
        GrainKind.Person => Of<PersonState>(),
        GrainKind.Network => Of<NetworkState>(),
        GrainKind.Visit => Of<VisitState>(),
        GrainKind.Institution => Of<InstitutionState>(),
        GrainKind.Credential => Of<CredentialState>(),
        null => null,
    };

    /// <summary>Whether a snapshot says what the fold says. The order of names in an object means nothing.</summary>
    public bool BearsOut(byte[] snapshot)
    {
        using var kept = JsonDocument.Parse(snapshot);
        using var folded = JsonDocument.Parse(Save());
        return JsonElement.DeepEquals(kept.RootElement, folded.RootElement);
    }

    static Replica Of<TState>() where TState : class, IGrainState, new()
    {
        var state = new TState();
        var operations = new KeyIndex();
        return new Replica(
            state,
            operations,
            () => JsonSerializer.SerializeToUtf8Bytes(new Saved<TState>(state, operations), LedgerJson.Options),
            static body => Loads<TState>(body));
    }

    static bool Loads<TState>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Saved<TState>>(body, LedgerJson.Options) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
