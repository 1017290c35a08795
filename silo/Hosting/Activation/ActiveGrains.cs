using System.Diagnostics.Metrics;

namespace Gongji.Hosting.Activation;

/// <summary>Bounds how many grains a silo has in memory. Those that come take the places of those that rest and were
/// not called for longest. Whoever has something under way stays, so that there are more than the bound while so many
/// work at once, and until calls end after that.</summary>
/// <remarks>In the order in which they came, or were passed over since because they had been called.</remarks>
/// <param name="max">See <see cref="Options.HostingOptions.ActiveMax"/>.</param>
sealed class ActiveGrains(int max, IMeterFactory meters)
{
    /// <summary>So many are looked at for each that comes and when each call ends: nobody waits for a look at all.
    /// </summary>
    const int LooksMax = 8;

    /// <summary>More than come: what could not leave before leaves then.</summary>
    const int GoMax = 2;

    readonly Counter<long> _dismissed = meters.Create("Gongji.Hosting").CreateCounter<long>(
        "gongji.grains.dismissed", "{grain}", "How many grains left memory to make room for others.");

    readonly Lock _lock = new();
    readonly LinkedList<LedgerActivation> _inTurn = new();

    /// <summary>How many are in turn, to be looked at without the lock.</summary>
    volatile int _count;

    /// <returns>The place of the one that comes.</returns>
    public LinkedListNode<LedgerActivation> Add(LedgerActivation comes)
    {
        var place = new LinkedListNode<LedgerActivation>(comes);
        Stays(place);
        Look();
        return place;
    }

    /// <summary>When there are too many, lets some make room: for whoever comes, and when a call ends, since somebody
    /// may rest then.</summary>
    public void Look()
    {
        if (_count <= max)
        {
            return;
        }
        List<LedgerActivation>? go = null;
        lock (_lock)
        {
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
            _count = _inTurn.Count;
        }
        go?.ForEach(static each => each.MakeRoom());
    }

    /// <summary>Counts one that has made room.</summary>
    public void Dismissed() => _dismissed.Add(1);

    /// <summary>Puts one at the end: it has come, or could not make room.</summary>
    public void Stays(LinkedListNode<LedgerActivation> place)
    {
        lock (_lock)
        {
            _inTurn.AddLast(place);
            _count = _inTurn.Count;
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
                _count = _inTurn.Count;
            }
        }
    }
}
