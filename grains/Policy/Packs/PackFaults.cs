namespace Gongji.Policy.Packs;

/// <summary>What is wrong in packs, all of it: whoever reads goes on behind a fault. A part that leans on a broken one
/// meets the same fault again, which is told once.</summary>
sealed class PackFaults
{
    readonly List<PolicyPackException> _all = [];
    readonly HashSet<string> _told = [];

    public IReadOnlyList<PolicyPackException> All => _all;

    public void Add(PolicyPackException fault)
    {
        if (_told.Add(fault.Message))
        {
            _all.Add(fault);
        }
    }

    /// <returns>What is wrong with it, which is kept; null when nothing is.</returns>
    public PolicyPackException? Of(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (PolicyPackException fault)
        {
            Add(fault);
            return fault;
        }
    }

    /// <summary>Reads each, whatever is wrong with the others.</summary>
    /// <exception cref="PolicyPackException">The first fault; all of them are kept.</exception>
    public void Each<T>(IEnumerable<T> all, Action<T> read)
    {
        PolicyPackException? first = null;
        foreach (var one in all)
        {
            var fault = Of(() => read(one));
            first ??= fault;
        }
        if (first is not null)
        {
            throw first;
        }
    }
}
