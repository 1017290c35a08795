namespace Gongji.Proof.Proving;

/// <summary>The two ends of bindings: networks' members and persons' lists. What both say alike cancels out; what is
/// left is still to be told to the person, or is wrong.</summary>
/// <param name="youngSince">What has changed since then on one side another database may not tell yet; null when all
/// are read as of one moment.</param>
sealed class BindingEnds(DateTimeOffset? youngSince = null)
{
    readonly Dictionary<(NetworkId Network, PersonNo Person, int Binding), BindingEnd> _ends = [];
    readonly Dictionary<(NetworkId Network, PersonNo Person), GrainKey> _open = [];
    readonly HashSet<(NetworkId Network, PersonNo Person)> _young = [];

    /// <summary>Takes one end, or with another sign takes it back.</summary>
    public void Take(BindingEnd end)
    {
        var key = (end.Network, end.Person, end.Binding);
        var sum = end.Sign + (_ends.TryGetValue(key, out var other) ? other.Sign : 0);
        if (sum == 0)
        {
            _ends.Remove(key);
        }
        else
        {
            _ends[key] = end with { Sign = sum };
        }
    }

    /// <inheritdoc cref="Take(BindingEnd)"/>
    /// <param name="at">When it was recorded.</param>
    public void Take(BindingEnd end, DateTimeOffset at)
    {
        Take(end);
        if (at >= youngSince)
        {
            _young.Add((end.Network, end.Person));
        }
    }

    /// <summary>What an earlier proof left, but for the networks that are proven anew.</summary>
    public void Recall(KeptBindings kept, IReadOnlySet<GrainKey> anew)
    {
        foreach (var end in kept.Ends)
        {
            Take(end);
        }
        foreach (var open in kept.Open.Where(open => !anew.Contains(open.Because)))
        {
            Leave(open);
        }
    }

    /// <summary>The ends may differ until the network goes on.</summary>
    public void Leave(OpenBinding open) => _open[(open.Network, open.Person)] = open.Because;

    public void Add(BindingEnds other)
    {
        foreach (var end in other._ends.Values)
        {
            Take(end);
        }
        foreach (var open in other.Kept.Open)
        {
            Leave(open);
        }
        _young.UnionWith(other._young);
    }

    /// <summary>Ends without the other that nothing explains. From when bindings had no numbers a network may stand in
    /// the list of who is no member until that person draws; nothing is drawn upon it.</summary>
    public IEnumerable<BindingEnd> Differing() => _ends.Values.Where(
        end => !_open.ContainsKey((end.Network, end.Person))
            && !_young.Contains((end.Network, end.Person))
            && end is not { Binding: 0, Sign: < 0 });

    public KeptBindings Kept => new(
        [.. _ends.Values],
        [.. _open.Select(static open => new OpenBinding(open.Key.Network, open.Key.Person, open.Value))]);
}

/// <summary>One end of a binding.</summary>
/// <param name="Sign">1 where the network has a member, -1 where a person has a network in the list; the other way
/// round where they have it no more.</param>
/// <param name="Sequence">The entry that says so.</param>
public sealed record BindingEnd(
    NetworkId Network, PersonNo Person, int Binding, int Sign, GrainKey Grain, long Sequence)
{
    /// <summary>What it says without the other.</summary>
    internal string Alone => Sign > 0
        ? $"{Person} is a member of {Network} by binding {Binding}, and has it not in the list"
        : $"{Person} has {Network} in the list by binding {Binding}, and is no member";
}

/// <summary>The ends of a binding may differ until that grain goes on.</summary>
public sealed record OpenBinding(NetworkId Network, PersonNo Person, GrainKey Because);

/// <summary>Ends without the other, and which of them may be.</summary>
public sealed record KeptBindings(IReadOnlyList<BindingEnd> Ends, IReadOnlyList<OpenBinding> Open);
