using Gongji.Ledger.Books;
using Gongji.Policy.Areas;
using Gongji.Policy.Packs;
using Gongji.Rules;

namespace Gongji.Ledger.Rules;

/// <summary>The rules of a version, from before it decided anything.</summary>
/// <param name="Rules">The text of which the version is a digest, see <see cref="AreaPolicy.Text"/>.</param>
public sealed record RulesKept(string Version, string Rules) : IGrainEvent;

/// <summary>Where the rules of a version stand in the journal.</summary>
/// <param name="Digest">Of the text.</param>
public sealed record RulesAt(long Sequence, string Digest);

/// <summary>What the journal of an area's rules says.</summary>
public sealed class AreaRulesState : IGrainState
{
    public Dictionary<string, RulesAt> Versions { get; init; } = [];

    public bool HasOpenWork => false;

    public void Apply(Recorded recorded)
    {
        if (recorded.Event is not RulesKept e)
        {
            throw new InvalidOperationException(
                $"the journal of an area's rules can't hold {recorded.Event.GetType().Name}");
        }
        if (!Versions.TryAdd(e.Version, new RulesAt(recorded.Sequence, Operation.DigestOf(e.Rules))))
        {
            throw new InvalidOperationException($"the rules of {e.Version} are kept twice");
        }
    }
}

/// <summary>The rules of a pooling area 统筹区政策规则, kept with what they have decided.</summary>
public class AreaRules(AreaCode area, Book<AreaRulesState> book) : IAreaRules
{
    public Task<Answer<Done>> Keep(KeepRules command)
    {
        if (command.Versions.Select(Refuses).FirstOrDefault(static refusal => refusal is not null) is { } refusal)
        {
            return Task.FromResult<Answer<Done>>(refusal);
        }
        foreach (var (version, text) in command.Versions)
        {
            if (!book.State.Versions.ContainsKey(version))
            {
                book.Record(new RulesKept(version, text));
            }
        }
        return Task.FromResult<Answer<Done>>(Done.It);
    }

    public async Task<string?> RulesOf(string version) => book.State.Versions.TryGetValue(version, out var at)
        ? ((RulesKept)(await book.EventAt(at.Sequence)).Event).Rules
        : null;

    Refusal? Refuses(RulesVersion asked)
    {
        if (book.State.Versions.TryGetValue(asked.Version, out var kept))
        {
            return kept.Digest == Operation.DigestOf(asked.Text)
                ? null
                : Refusal.Of(RulesRefusal.KeptOtherwise, "version", asked.Version);
        }
        return IsOf(asked) ? null : Refusal.Of(RulesRefusal.NotOfVersion, "version", asked.Version);
    }

    /// <summary>Whether it will decide again what is decided by it now.</summary>
    bool IsOf(RulesVersion asked)
    {
        try
        {
            return AreaPolicy.OfKept(asked.Version, asked.Text).Area == area;
        }
        catch (PolicyPackException)
        {
            return false;
        }
    }
}
