namespace Gongji.Tests.Simulation.Oracle;

/// <summary>What was true of a grain, and from when on: a page for every entry, the first one for before
/// them.</summary>
sealed class Past<T>(T first)
{
    readonly List<(DateTimeOffset Since, T Page)> _pages = [(DateTimeOffset.MinValue, first)];

    public T Now => _pages[^1].Page;

    public void Add(DateTimeOffset now, T page) => _pages.Add((now, page));

    /// <summary>Whatever was true at some moment from then on, the newest first.</summary>
    public IEnumerable<T> Since(DateTimeOffset then)
    {
        for (var at = _pages.Count - 1; at >= 0; at--)
        {
            yield return _pages[at].Page;
            if (_pages[at].Since < then)
            {
                yield break;
            }
        }
    }
}
