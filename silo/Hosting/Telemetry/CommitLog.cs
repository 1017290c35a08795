using System.Diagnostics.Metrics;
using Gongji.Journal.Writing;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Telemetry;

/// <summary>Logs and counts commits that fail: each is counted, and a burst of them is one line, with more lines while
/// it goes on, that say how many there were.</summary>
sealed class CommitLog(TimeProvider time, IMeterFactory meters, ILogger<CommitLog> log) : ICommitWitness
{
    /// <summary>No sooner the next line of a database.</summary>
    static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    readonly Counter<long> _counted = meters.Create("Gongji.Hosting").CreateCounter<long>(
        "gongji.journal.commits_failed", "{commit}", "Commits that failed, so that their callers had to ask again.");

    readonly Lock _lock = new();
    readonly Dictionary<int, Burst> _bursts = [];

    sealed class Burst
    {
        public long? LineAt { get; set; }

        public int Commits { get; set; }

        public int Entries { get; set; }
    }

    public void Failed(int database, int entries, Exception why)
    {
        _counted.Add(1, new KeyValuePair<string, object?>("database", database));
        int commits;
        lock (_lock)
        {
            if (!_bursts.TryGetValue(database, out var burst))
            {
                _bursts[database] = burst = new Burst();
            }
            (burst.Commits, burst.Entries) = (burst.Commits + 1, burst.Entries + entries);
            if (burst.LineAt is { } last && time.GetElapsedTime(last) < LineEvery)
            {
                return;
            }
            (commits, entries) = (burst.Commits, burst.Entries);
            _bursts[database] = new Burst { LineAt = time.GetTimestamp() };
        }
        HostingLog.CommitsFailed(log, database, commits, entries, why.Message);
    }

    public void Closed(int database, Exception why) => HostingLog.JournalClosed(log, database, why.Message);

    public void Opened(int database, TimeSpan after) => HostingLog.JournalOpened(log, database, after.TotalSeconds);
}
