namespace Gongji.Ledger.Books;

/// <summary>Another grain could not be asked just now. Whoever asked will ask again.</summary>
public static class Unreachable
{
    /// <summary>More than those who are away at once; so few that a grain with much to do floods nobody.</summary>
    const int TargetsAtOnceMax = 64;

    public static bool Is(Exception exception) =>
        exception is OutcomeUnknownException or OverloadedException or TimeoutException;

    /// <summary>Does something that will be done again later when the other side can't be reached now.</summary>
    /// <returns>False when it could not be reached.</returns>
    public static async Task<bool> Tolerated(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (Exception exception) when (Is(exception))
        {
            return false;
        }
    }

    /// <summary>Does the same with many, some at a time; for each target in its order, and no more for one that can't
    /// be reached now. Nobody waits for another's target.</summary>
    /// <param name="items">Each is asked of its target only when its turn comes: whoever changes what is left to do
    /// sees to it.</param>
    public static Task ToleratedEach<TItem, TTarget>(
        IEnumerable<TItem> items, Func<TItem, TTarget> target, Func<TItem, Task> ask)
    {
        var all = items.GroupBy(target).ToArray();
        var targets = all.AsEnumerable().GetEnumerator();
        return Task.WhenAll(Enumerable.Range(0, Math.Min(all.Length, TargetsAtOnceMax)).Select(async _ =>
        {
            // A grain runs on one thread at a time: whoever is free takes the next.
            while (targets.MoveNext())
            {
                foreach (var item in targets.Current)
                {
                    if (!await Tolerated(() => ask(item)))
                    {
                        break;
                    }
                }
            }
        }));
    }
}
