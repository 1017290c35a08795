using Gongji.Ledger.Books;

namespace Gongji.Ledger.People.Enrolment;

public sealed record Enrolled(PersonNo Person, Insurance Insurance, string SealedIdentity) : IGrainEvent;

public sealed record InsuranceChanged(Insurance Insurance) : IGrainEvent;

public sealed record NetworksOrdered(NetworkId[] Networks) : IGrainEvent;

/// <param name="Binding">By which number the network knows it; null where bindings had none.</param>
public sealed record NetworkJoined(NetworkId Network, int? Binding = null) : IGrainEvent;

/// <param name="Binding">Neither that binding nor an earlier one is joined any more; null where they had no
/// numbers.</param>
public sealed record NetworkLeft(NetworkId Network, int? Binding = null) : IGrainEvent;

/// <summary>An addition came to nothing: the person never was a member by it. It may be heard of before the addition
/// itself.</summary>
public sealed record JoiningUndone(NetworkId Network, int Binding) : IGrainEvent;

/// <summary>Who a person is to the insurance: identity, insurance by day, networks.</summary>
public sealed class EnrolmentState : IRole
{
    /// <summary>Null until the person is enrolled.</summary>
    public PersonNo? Person { get; set; }

    public string SealedIdentity { get; set; } = "";

    /// <summary>Oldest first.</summary>
    public List<Insurance> Insurances { get; init; } = [];

    /// <summary>In the order in which they are drawn on.</summary>
    public List<NetworkId> Networks { get; init; } = [];

    /// <summary>The network that was left last; none as long as none was left.</summary>
    public List<NetworkId> Left { get; init; } = [];

    /// <summary>The last binding to each network that was joined or left by its number.</summary>
    public Dictionary<string, int> Bindings { get; init; } = [];

    public bool HasOpenWork => false;

    /// <summary>Whether the word that a binding is joined comes again, or too late to be true.</summary>
    public bool HasHeardOf(NetworkId network, int binding) =>
        Bindings.TryGetValue(network.Value, out var last) && binding <= last;

    public Insurance? InsuranceOn(DateOnly day) => Insurances.LastOrDefault(insurance => insurance.From <= day);

    /// <summary>The last day, up to that one, on which the insurance had ended; null when it never had.</summary>
    public DateOnly? LastEnded(DateOnly day)
    {
        var last = LastEnd(day);
        return last < 0 ? null
            : last + 1 < Insurances.Count && Insurances[last + 1].From <= day ? Insurances[last + 1].From.AddDays(-1)
            : day;
    }

    /// <summary>The day on which the last of these ends began; null when there was none.</summary>
    public DateOnly? EndedOn(DateOnly day)
    {
        var first = LastEnd(day);
        while (first > 0 && Insurances[first - 1].Status == InsuranceStatus.Ended)
        {
            first--;
        }
        return first < 0 ? null : Insurances[first].From;
    }

    /// <returns>False when the event is another role's.</returns>
    public bool Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case Enrolled e:
                (Person, SealedIdentity) = (e.Person, e.SealedIdentity);
                SetInsurance(e.Insurance);
                return true;
            case InsuranceChanged e:
                SetInsurance(e.Insurance);
                return true;
            case NetworksOrdered e:
                Networks.Clear();
                Networks.AddRange(e.Networks);
                return true;
            case NetworkJoined e:
                Networks.AddRange(Networks.Contains(e.Network) ? [] : [e.Network]);
                Number(e.Network, e.Binding);
                return true;
            case NetworkLeft e:
                Networks.Remove(e.Network);
                Number(e.Network, e.Binding);
                Left.Clear();
                Left.Add(e.Network);
                return true;
            case JoiningUndone e:
                Networks.Remove(e.Network);
                Number(e.Network, e.Binding);
                return true;
            default:
                return false;
        }
    }

    void Number(NetworkId network, int? binding)
    {
        if (binding is { } number)
        {
            Bindings[network.Value] = number;
        }
    }

    int LastEnd(DateOnly day) => Insurances.FindLastIndex(
        insurance => insurance.From <= day && insurance.Status == InsuranceStatus.Ended);

    void SetInsurance(Insurance insurance)
    {
        Insurances.RemoveAll(old => old.From >= insurance.From);
        Insurances.Add(insurance);
    }
}
