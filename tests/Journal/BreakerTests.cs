using Gongji.Journal.Reaching;

namespace Gongji.Tests.Journal;

/// <summary>Who is let through to a database that may be away. The test decides what each probe finds, and when.
/// </summary>
public sealed class BreakerTests : IDisposable
{
    static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    readonly SteppedScheduler _step = new();
    readonly ManualTime _time = new(Some.Time);
    readonly List<TaskCompletionSource> _probes = [];
    readonly Breaker _breaker;
    int _asked;

    public BreakerTests() => _breaker = Make();

    public void Dispose() => _step.Run(() => _breaker.DisposeAsync().AsTask());

    [Fact]
    public void After_failures_in_a_row_nobody_asks_a_database_that_is_away()
    {
        Fail(Breaker.FailuresMax);
        Find(new IOException("away"));

        var refused = Record.Exception(Succeed);

        Assert.IsType<DatabaseAwayException>(refused);
        Assert.Throws<DatabaseAwayException>(_breaker.EnsureThere);
        Assert.Equal(Breaker.FailuresMax, _asked);
    }

    [Fact]
    public void While_it_is_looked_for_the_first_time_calls_go_through_and_fail_by_themselves()
    {
        Fail(Breaker.FailuresMax);

        Succeed();
        Fail(Breaker.FailuresMax);
        Pass(Breaker.ProbeWithin);

        Assert.Single(_probes);
        Assert.Throws<DatabaseAwayException>(_breaker.EnsureThere);
    }

    [Fact]
    public void Each_probe_is_given_longer_than_the_one_before()
    {
        Fail(Breaker.FailuresMax);
        Pass(Breaker.ProbeWithin);
        Pass(Breaker.ProbeEvery);

        Pass(2 * Breaker.ProbeWithin - Moment);
        _step.RunAll(_probes.Last().SetResult);

        Assert.Equal(2, _probes.Count);
        Succeed();
    }

    [Fact]
    public void No_probe_is_given_longer_than_whoever_connects_waits()
    {
        Fail(Breaker.FailuresMax);
        for (var within = Breaker.ProbeWithin; within < 4 * Breaker.ProbeWithinMax; within *= 2)
        {
            Pass(within < Breaker.ProbeWithinMax ? within : Breaker.ProbeWithinMax);
            Pass(Breaker.ProbeEvery);
        }

        Assert.Equal(6, _probes.Count);
    }

    [Fact]
    public void What_goes_through_in_between_forgives_the_failures_before()
    {
        Fail(Breaker.FailuresMax - 1);
        Succeed();
        Fail(Breaker.FailuresMax - 1);

        Succeed();

        _breaker.EnsureThere();
        Assert.Empty(_probes);
    }

    [Fact]
    public void A_statement_that_fails_is_no_sign_that_the_database_is_away()
    {
        for (var n = 0; n < 2 * Breaker.FailuresMax; n++)
        {
            Assert.Throws<InvalidDataException>(
                () => _step.Run(() => _breaker.Ask<int>(static () => throw new InvalidDataException())));
        }

        Succeed();
        Assert.Empty(_probes);
    }

    [Fact]
    public void The_first_probe_is_at_once_and_whom_it_finds_is_used_at_once_with_nothing_held_against_it()
    {
        Fail(Breaker.FailuresMax);

        _step.RunAll(_probes.Single().SetResult);

        Fail(Breaker.FailuresMax - 1);
        Assert.Single(_probes);
        Succeed();
    }

    [Fact]
    public void One_probe_at_a_time_looks_for_it_and_calls_fail_until_one_finds_it()
    {
        Fail(Breaker.FailuresMax);
        Pass(Breaker.ProbeEvery);
        var beside = _probes.Count;
        Find(new IOException("away"));

        Pass(Breaker.ProbeEvery - Moment);
        var early = (_probes.Count, Record.Exception(Succeed));
        Pass(Moment);
        var next = (_probes.Count, Record.Exception(Succeed));
        _step.RunAll(_probes[^1].SetResult);

        Assert.Equal(1, beside);
        Assert.Equal((1, 2), (early.Count, next.Count));
        Assert.IsType<DatabaseAwayException>(early.Item2);
        Assert.IsType<DatabaseAwayException>(next.Item2);
        Succeed();
    }

    [Fact]
    public void A_probe_without_an_answer_and_one_that_fails_in_any_way_make_room_for_the_next()
    {
        Fail(Breaker.FailuresMax);
        Pass(Breaker.ProbeWithin);
        Pass(Breaker.ProbeEvery);
        var second = _probes.Count;
        Find(new InvalidDataException("not this one"));
        Pass(Breaker.ProbeEvery);
        var third = _probes.Count;

        _step.RunAll(_probes[^1].SetResult);

        Assert.Equal((2, 3), (second, third));
        Succeed();
    }

    [Fact]
    public void When_it_goes_away_again_it_is_looked_for_again()
    {
        Fail(Breaker.FailuresMax);
        _step.RunAll(_probes[^1].SetResult);

        Fail(Breaker.FailuresMax);
        Find(new IOException("away"));

        Assert.Equal(2, _probes.Count);
        Assert.Throws<DatabaseAwayException>(_breaker.EnsureThere);
    }

    [Fact]
    public void Calls_that_were_sent_before_it_was_found_again_say_nothing_of_it()
    {
        var hanging = Enumerable.Range(0, Breaker.FailuresMax).Select(_ => new TaskCompletionSource<int>()).ToArray();
        var late = hanging.Select(call => _step.Start(() => _breaker.Ask(() => call.Task))).ToArray();
        Fail(Breaker.FailuresMax);
        _step.RunAll(_probes.Single().SetResult);

        foreach (var call in hanging)
        {
            _step.RunAll(() => call.SetException(new IOException("timed out at last")));
        }

        Assert.All(late, static call => Assert.True(call.IsFaulted));
        _breaker.EnsureThere();
        Assert.Single(_probes);
    }

    [Fact]
    public void One_that_is_away_keeps_nobody_from_another()
    {
        var other = Make();

        Fail(Breaker.FailuresMax);
        Find(new IOException("away"));

        other.EnsureThere();
        Assert.Equal(1, _step.Run(() => other.Ask(static () => Task.FromResult(1))));
        _step.Run(() => other.DisposeAsync().AsTask());
    }

    [Fact]
    public void Nobody_looks_for_it_after_the_end()
    {
        Fail(Breaker.FailuresMax);

        _step.Run(() => _breaker.DisposeAsync().AsTask());
        Pass(Breaker.ProbeEvery);

        Assert.Single(_probes);
    }

    Breaker Make() => new(static failed => failed is IOException, Probe, _time, _step);

    void Succeed() => _step.Run(() => _breaker.Ask(() => Task.FromResult(++_asked)));

    void Fail(int times)
    {
        for (var n = 0; n < times; n++)
        {
            Assert.Throws<IOException>(() => _step.Run(() => _breaker.Ask<int>(() =>
            {
                _asked++;
                throw new IOException("no answer");
            })));
        }
    }

    void Find(Exception failure) => _step.RunAll(() => _probes[^1].SetException(failure));

    void Pass(TimeSpan time) => _step.RunAll(() => _time.Pass(time));

    async Task Probe(CancellationToken stop)
    {
        var found = new TaskCompletionSource();
        _probes.Add(found);
        await found.Task.WaitAsync(stop);
    }
}
