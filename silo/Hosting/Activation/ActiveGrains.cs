using System.Diagnostics.Metrics;

namespace Gongji.Hosting.Activation;

/// <summary>Bounds how many grains a silo has in memory. Those that come take the places of those that rest and were
/// not called for longest. Whoever has something under way stays, so that there are for a while more than the bound
/// when so many work at once.</summary>
/// <remarks>In the order in which they came, or were passed over since because they had been called.</remarks>
/// <param name="max">See <see cref="Options.HostingOptions.ActiveMax"/>.</param>
sealed class ActiveGrains(int max, IMeterFactory meters)
{
    /// <summary>So many are looked at for each that comes, so that nobody waits for a look at all.</summary>
    const int LooksMax = 8;

    /// <summary>More than come: what could not leave before leaves then.</summary>
    const int GoMax = 2;

    readonly Counter<long> _dismissed = meters.Create("Gongji.Hosting").CreateCounter<long>(
        "gongji.grains.dismissed", "{grain}", "How many grains left memory to make room for others.");

    readonly Lock _lock = new();
    readonly LinkedList<LedgerActivation> _inTurn = new();

    /// <returns>The place of the one that comes.</returns>
    public LinkedListNode<LedgerActivation> Add(LedgerActivation comes)
    {
        List<LedgerActivation>? go = null;
        var place = new LinkedListNode<LedgerActivation>(comes);
        lock (_lock)
        {
            _inTurn.AddLast(place);
            for (var looks = 0; looks < LooksMax && !(go?.Count >= GoMax) && _inTurn.Count > max; looks++)
            {
                var first = _inTurn.First!;
                _inTurn.RemoveFirst();
                if (first.Value.WasCalled())
                {
                    _inTurn.AddLast(first);
                }
                else
                {
                    (go ??= []).Add(first.Value);
                }
            }
        }
        go?.ForEach(static each => each.MakeRoom());
        return place;
    }

    /// <summary>Counts one that has made room.</summary>
    public void Dismissed() => _dismissed.Add(1);

    /// <summary>Takes back one that could not make room.</summary>
    public void Stays(LinkedListNode<LedgerActivation> place)
    {
        lock (_lock)
        {
            _inTurn.AddLast(place);
        }
    }

    /// <summary>Lets one go, whether it still has a place or not.</summary>
    public void Remove(LinkedListNode<LedgerActivation> place)
    {
        lock (_lock)
        {
            if (place.List is not null)
            {
                _inTurn.Remove(place);
            }
        }
    }
}
