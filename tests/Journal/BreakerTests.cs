using System.Threading.Channels;
using Gongji.Journal.Reaching;

namespace Gongji.Tests.Journal;

/// <summary>Who is let through to a database that may be away. The test decides what each probe finds.</summary>
public sealed class BreakerTests : IAsyncDisposable
{
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
    readonly Channel<HeldProbe> _probes = Channel.CreateUnbounded<HeldProbe>();
    readonly Breaker _breaker;
    int _asked;

    public BreakerTests() => _breaker = new Breaker(static failed => failed is IOException, Probe, _time);

    public ValueTask DisposeAsync() => _breaker.DisposeAsync();

    [Fact]
    public async Task After_failures_in_a_row_nobody_asks_a_database_that_is_away()
    {
        await Fail(Breaker.FailuresMax);

        var refused = await Record.ExceptionAsync(Succeed);

        Assert.IsType<DatabaseAwayException>(refused);
        Assert.Throws<DatabaseAwayException>(_breaker.EnsureThere);
        Assert.Equal(Breaker.FailuresMax, _asked);
    }

    [Fact]
    public async Task What_goes_through_in_between_forgives_the_failures_before()
    {
        await Fail(Breaker.FailuresMax - 1);
        await Succeed();
        await Fail(Breaker.FailuresMax - 1);

        await Succeed();

        _breaker.EnsureThere();
    }

    [Fact]
    public async Task A_statement_that_fails_is_no_sign_that_the_database_is_away()
    {
        for (var n = 0; n < 2 * Breaker.FailuresMax; n++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(
                () => _breaker.Ask<int>(static () => throw new InvalidDataException()));
        }

        await Succeed();
    }

    [Fact]
    public async Task The_first_probe_is_at_once_and_whoever_it_finds_is_used_at_once()
    {
        await Fail(Breaker.FailuresMax);

        (await NextProbe()).Found.SetResult();
        await _breaker.Back;

        await Succeed();
        await Fail(Breaker.FailuresMax - 1);
        await Succeed();
    }

    [Fact]
    public async Task One_probe_at_a_time_looks_for_it_and_calls_fail_until_one_finds_it()
    {
        await Fail(Breaker.FailuresMax);
        var first = await NextProbe();
        var meanwhile = await Record.ExceptionAsync(Succeed);
        var others = _probes.Reader.Count;
        first.Found.SetException(new IOException("away"));

        var began = _time.GetTimestamp();
        var next = NextProbe();
        await _time.PassUntil(next);
        var between = await Record.ExceptionAsync(Succeed);
        (await next).Found.SetResult();
        await _breaker.Back;

        Assert.Equal(Breaker.ProbeEvery, _time.GetElapsedTime(began));
        Assert.IsType<DatabaseAwayException>(meanwhile);
        Assert.IsType<DatabaseAwayException>(between);
        Assert.Equal(0, others);
        await Succeed();
    }

    [Fact]
    public async Task A_probe_that_finds_nothing_out_makes_room_for_the_next()
    {
        await Fail(Breaker.FailuresMax);
        await NextProbe();

        var began = _time.GetTimestamp();
        var next = NextProbe();
        await _time.PassUntil(next);
        (await next).Found.SetException(new InvalidDataException("not this one"));
        var third = NextProbe();
        await _time.PassUntil(third);
        (await third).Found.SetResult();
        await _breaker.Back;

        Assert.Equal(
            Breaker.ProbeWithin + Breaker.ProbeEvery + Breaker.ProbeEvery, _time.GetElapsedTime(began));
        await Succeed();
    }

    [Fact]
    public async Task One_that_is_away_keeps_nobody_from_another()
    {
        await using var other = new Breaker(static failed => failed is IOException, Probe, _time);

        await Fail(Breaker.FailuresMax);

        Assert.Equal(1, await other.Ask(static () => Task.FromResult(1)));
    }

    [Fact]
    public async Task Nobody_looks_for_it_after_the_end()
    {
        await Fail(Breaker.FailuresMax);
        await NextProbe();

        await _breaker.DisposeAsync();

        Assert.True(_breaker.Back.IsCompletedSuccessfully);
        Assert.Equal(0, _probes.Reader.Count);
    }

    Task<int> Succeed() => _breaker.Ask(() => Task.FromResult(++_asked));

    async Task Fail(int times)
    {
        for (var n = 0; n < times; n++)
        {
            await Assert.ThrowsAsync<IOException>(() => _breaker.Ask<int>(() =>
            {
                _asked++;
                throw new IOException("no answer");
            }));
        }
    }

    async Task<HeldProbe> NextProbe() => await _probes.Reader.ReadAsync().AsTask().WaitAsync(Soon);

    async Task Probe(CancellationToken stop)
    {
        var probe = new HeldProbe(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _probes.Writer.TryWrite(probe);
        await probe.Found.Task.WaitAsync(stop);
    }

    sealed record HeldProbe(TaskCompletionSource Found);
}
