using System.Collections.Concurrent;
using Gongji.Client.Calls;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Policy.Areas;

namespace Gongji.Tests.Support.Mailbox;

/// <summary>Runs grains without Orleans, the same lives over the same lanes, on whatever scheduler and clock a test
/// brings: a mailbox for each grain, activation from the journal, rest when idle, a sweeper.</summary>
public sealed class MailboxHost : ICalls
{
    readonly ConcurrentDictionary<GrainKey, Activation> _active = new(new StableKeys());
    readonly MailboxOptions _options;
    readonly Doorway _doorway;
    readonly DatabaseSweep[] _sweeps;

    /// <param name="scheduler">Where grains and lanes run: the thread pool, or a simulation's own.</param>
    /// <param name="neighbours">How grains reach one another; null when all of them live in this host.</param>
    public MailboxHost(
        Lanes lanes,
        IPolicies policies,
        TimeProvider time,
        MailboxOptions options,
        TaskScheduler scheduler,
        ICalls? neighbours = null)
    {
        (Lanes, Time, _options, Scheduler) = (lanes, time, options, scheduler);
        _doorway = new Doorway(this);
        Ports = new GrainPorts(new CalledGrains(neighbours ?? this), policies, time);
        Grains = new CalledGrains(_doorway);
        _sweeps = Sweeps.Of(lanes.Store, Ports.Grains, time);
    }

    /// <summary>The grains, as callers from outside reach them.</summary>
    public IGrains Grains { get; }

    /// <summary>How many grains are in memory.</summary>
    public int Count => _active.Count;

    internal Lanes Lanes { get; }

    internal GrainPorts Ports { get; }

    internal TimeProvider Time { get; }

    internal TaskScheduler Scheduler { get; }

    async Task<T> ICalls.Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call)
    {
        try
        {
            while (true)
            {
                var activation = _active.GetOrAdd(key, static (key, host) => new Activation(host, key), this);
                if (await activation.Call(call) is { } reply)
                {
                    return reply.Value;
                }
            }
        }
        catch (Exception exception) when (exception is not (OutcomeUnknownException or OverloadedException))
        {
            throw new OutcomeUnknownException($"{key.Kind?.Name()} failed: {exception.Message}", exception);
        }
    }

    /// <summary>Sweeps and collects until it is stopped.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll(
    [
        Every(_options.CollectEvery, Collect, stop),
        .. _sweeps.Select(sweep => Every(_options.SweepEvery, sweep.All, stop)),
    ]);

    /// <summary>Wakes grains that have work to finish, and waits until they have done what they can.</summary>
    public Task Sweep() => Task.WhenAll(_sweeps.Select(static sweep => sweep.AllDone()));

    /// <summary>Lets idle grains leave memory.</summary>
    public Task Collect() =>
        Task.WhenAll(_active.Values.Select(activation => activation.RestIfIdle(_options.IdleFor)));

    /// <summary>Takes no more calls, lets those under way end, writes what is queued and saves what is in
    /// memory.</summary>
    public async Task Stop()
    {
        await _doorway.Close().WaitAsync(_options.DrainFor, Time);
        await Lanes.Flush();
        await Task.WhenAll(_active.Values.Select(static activation => activation.RestIfIdle(TimeSpan.Zero)));
    }

    internal void Forget(Activation activation) => _active.TryRemove(KeyValuePair.Create(activation.Key, activation));

    /// <summary>Grains stand in the same order in every run, so that a simulation can be repeated.</summary>
    sealed class StableKeys : IEqualityComparer<GrainKey>
    {
        public bool Equals(GrainKey x, GrainKey y) => x == y;

        public int GetHashCode(GrainKey key) => unchecked((int)GrainHash.Of(key.Value));
    }

    async Task Every(TimeSpan period, Func<Task> act, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(period, Time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop);
                await act();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The next round tries again.
            }
        }
    }
}
