using System.ComponentModel.DataAnnotations;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Journal.Writing;

namespace Gongji.Hosting.Options;

/// <summary>What an operator may choose of a process with a silo; by the environment as <c>GONGJI_SILO__…</c>, such as
/// <c>GONGJI_SILO__SWEEPEVERY=00:00:02</c>.</summary>
public sealed class HostingOptions
{
    internal const int ProbesMissedMax = 3;

    /// <summary>What a silo is given to leave the table of members when its time to stop is over.</summary>
    internal static readonly TimeSpan LeaveFor = TimeSpan.FromSeconds(5);

    /// <summary>A grain that nobody called for this long leaves memory.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan IdleFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Grains that a silo is to have in memory. When there are more, those that rest and were not called for
    /// longest leave as others come and calls end.</summary>
    [Range(100, 100_000_000)]
    public int ActiveMax { get; set; } = 500_000;

    /// <summary>How often grains with work to finish are woken. Together with the age at which a hold is uncertain this
    /// bounds how long an outcome stays open.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often silos ask one another whether they are alive. One that says nothing for three times as long
    /// is declared dead; one whose connections broke, after two to three.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ProbeEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a silo writes down that it is alive, and reads who else is. One that has missed three is not
    /// waited for by those that come; but only probes declare a silo dead.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AliveEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a silo waits for another that should say where a grain is, or write down where one is. An
    /// answer that was lost with a silo that died keeps the calls of its grain waiting for as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LocateWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Commits that may be under way at once in each database of PostgreSQL.</summary>
    [Range(1, 64)]
    public int LanesEach { get; set; } = 2;

    /// <summary>Connections to each database of PostgreSQL besides those of the lanes, by which grains read their
    /// journals. A server lets so many in as its <c>max_connections</c> says, all silos together.</summary>
    [Range(2, 1_000)]
    public int ReadersEach { get; set; } = 16;

    /// <summary>Calls that may wait in one grain; more are refused as overload, nothing booked.</summary>
    [Range(100, 100_000)]
    public int CallsEachMax { get; set; } = 1_000;

    /// <summary>Percent of the memory from which on a silo refuses the calls of other processes.</summary>
    [Range(50, 99)]
    public int MemoryPercentMax { get; set; } = 90;

    /// <summary>How long a process that stops says that it is not ready before it stops taking calls.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop may take in all. Then the process leaves without a word, and the others find
    /// out.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:02:00")]
    public TimeSpan StopWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether Orleans' dashboard is served under <c>/dashboard</c>. Silos measure each call for it, so all
    /// processes of a cluster have it or none.</summary>
    public bool Dashboard { get; set; }

    /// <summary>Bounds of the journal's lanes.</summary>
    public JournalOptions Journal { get; set; } = new();

    /// <summary>Where persons are told what moved in their accounts.</summary>
    public NoticeOptions Notices { get; set; } = new();

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Journal.Validate();
        Notices.Validate();
        Needs(
            StopWithin >= DrainFor + LeaveFor,
            $"{nameof(StopWithin)} is shorter than {nameof(DrainFor)} and the {LeaveFor.TotalSeconds} s to leave");
    }

    /// <param name="waits">How long processes wait for one another.</param>
    /// <param name="asking">How callers ask again.</param>
    /// <exception cref="ValidationException">They don't go together; the message names the options.</exception>
    public void Validate(WaitOptions waits, AskAgainOptions asking)
    {
        Validate();
        waits.Validate(asking);
        Needs(
            asking.AskFor > ProbeEvery * ProbesMissedMax,
            $"{nameof(asking.AskFor)} ends before {nameof(ProbeEvery)} finds a silo dead");
        Needs(
            asking.AskFor > LocateWithin,
            $"{nameof(asking.AskFor)} ends before {nameof(LocateWithin)} lets a grain be looked for again");
        Needs(
            StopWithin >= DrainFor + asking.AskFor + waits.AnswerWithin + LeaveFor,
            $"{nameof(StopWithin)} is shorter than {nameof(DrainFor)}, {nameof(asking.AskFor)} and "
            + $"{nameof(waits.AnswerWithin)} for one message, and the {LeaveFor.TotalSeconds} s to leave");
    }

    static void Needs(bool fits, string why)
    {
        if (!fits)
        {
            throw new ValidationException(why);
        }
    }
}
