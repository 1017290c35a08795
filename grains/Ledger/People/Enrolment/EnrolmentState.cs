using Gongji.Ledger.Books;

namespace Gongji.Ledger.People.Enrolment;

public sealed record Enrolled(PersonNo Person, Insurance Insurance, string SealedIdentity) : IGrainEvent;

public sealed record InsuranceChanged(Insurance Insurance) : IGrainEvent;

public sealed record NetworksOrdered(NetworkId[] Networks) : IGrainEvent;

public sealed record NetworkJoined(NetworkId Network) : IGrainEvent;

public sealed record NetworkLeft(NetworkId Network) : IGrainEvent;

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

    public bool HasOpenWork => false;

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
                Networks.Add(e.Network);
                return true;
            case NetworkLeft e:
                Networks.Remove(e.Network);
                Left.Clear();
                Left.Add(e.Network);
                return true;
            default:
                return false;
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
