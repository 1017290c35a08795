using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;

namespace Gongji.Policy.Deciding;

/// <summary>The counters that one decision looks at and uses up, in the order in which it comes to them.</summary>
/// <param name="policy">The rules that decide.</param>
/// <param name="used">What was used up before.</param>
sealed class CounterSheet(AreaPolicy policy, Counters used)
{
    readonly List<(CounterKey Counter, Money Before, Money Used)> _rows = [];

    /// <summary>What there is to tell of them.</summary>
    public Counted[] Counted =>
    [
        .. from row in _rows
           where !(row.Before.IsZero && row.Used.IsZero)
           select new Counted(row.Counter, Quantity.Of(row.Before), Quantity.Of(row.Used)),
    ];

    /// <summary>How much of a counter is used up, with what this decision has used of it so far.</summary>
    public Money Of(CounterKey counter)
    {
        var row = _rows[IndexOf(counter)];
        return row.Before + row.Used;
    }

    /// <summary>Uses up more of a counter.</summary>
    public void Use(CounterKey counter, Money amount)
    {
        var at = IndexOf(counter);
        _rows[at] = _rows[at] with { Used = _rows[at].Used + amount };
    }

    int IndexOf(CounterKey counter)
    {
        var at = _rows.FindIndex(row => row.Counter == counter);
        if (at < 0)
        {
            var before = policy.UsedOf(used, counter);
            at = _rows.Count;
            _rows.Add((counter, before, Money.Zero));
        }
        return at;
    }
}
