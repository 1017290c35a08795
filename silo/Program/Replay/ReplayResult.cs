namespace Gongji.Program.Replay;

/// <summary>What a replay's messages were answered with.</summary>
sealed class ReplayResult
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);

    public int Accepted { get; private set; }

    /// <summary>How many messages were refused, by the code of the refusal.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    public void Count(string? refusal)
    {
        lock (_lock)
        {
            if (refusal is null)
            {
                Accepted++;
            }
            else
            {
                _refused[refusal] = _refused.GetValueOrDefault(refusal) + 1;
            }
        }
    }
}
