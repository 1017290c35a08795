using System.Text.Json;
using Gongji.Journal.Life;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;

namespace Gongji.Proof.Proving;

/// <summary>A grain's state, folded again from its first entry on.</summary>
/// <param name="Save">The state as a snapshot keeps it.</param>
/// <param name="KeepAgain">A snapshot as this version keeps it; null when it has another shape.</param>
sealed record Replica(IGrainState State, KeyIndex Operations, Func<byte[]> Save, Func<byte[], byte[]?> KeepAgain)
{
    /// <returns>Null when there is no such kind of grain.</returns>
    public static Replica? Of(GrainKey key) => key.Kind switch
    {
        GrainKind.Person => Of<PersonState>(),
        GrainKind.Network => Of<NetworkState>(),
        GrainKind.Visit => Of<VisitState>(),
        GrainKind.Institution => Of<InstitutionState>(),
        GrainKind.Credential => Of<CredentialState>(),
        GrainKind.Policy => Of<AreaRulesState>(),
        null => null,
    };

    /// <summary>Whether a snapshot, kept again, says what the fold says. The order of names in an object means
    /// nothing.</summary>
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
            () => new Saved<TState>(state, operations).Write(),
            static body => Saved<TState>.Read(body)?.Write());
    }
}
