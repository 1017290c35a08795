using System.ComponentModel.DataAnnotations;
using Gongji.Client.Calls;
using Gongji.People;

namespace Gongji.Tests.Nhsa;

/// <summary>How a .NET program asks again.</summary>
public sealed class AskAgainTests
{
    static readonly PersonNo Person = PersonNo.Of("P1");
    static readonly DateOnly Today = new(2026, 3, 2);

    readonly ManualTime _time = new(FixedClock.Morning);

    [Fact]
    public void An_outcome_that_stays_unknown_is_asked_for_again_for_as_long_as_was_chosen_and_no_longer()
    {
        var began = _time.GetUtcNow();
        var calls = new NoAnswer(_time, began.AddDays(1));

        var asked = Record.Exception(() => _time.Run(() => ClientOver(calls).Person(Person).View(Today)));

        Assert.IsType<OutcomeUnknownException>(asked);
        Assert.InRange(calls.Last - began, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9));
        Assert.InRange(calls.Count, 9, 17);
    }

    [Fact]
    public void A_call_outlasts_a_silo_that_is_missed_for_eight_seconds()
    {
        var calls = new NoAnswer(_time, _time.GetUtcNow().AddSeconds(8));

        var asked = _time.Run(() => ClientOver(calls).Person(Person).View(Today));

        Assert.True(asked.IsRefused);
    }

    [Fact]
    public void All_calls_of_a_message_share_the_time_in_which_they_are_made_again()
    {
        var began = _time.GetUtcNow();
        var calls = new NoAnswer(_time, began.AddSeconds(7));

        var asked = Record.Exception(() =>
            _time.Run(() => TwoCalls(ClientOver(calls), () => calls.Until = began.AddDays(1))));

        Assert.IsType<OutcomeUnknownException>(asked);
        Assert.InRange(calls.Last - began, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task When_the_time_of_a_message_is_over_no_further_call_of_it_begins()
    {
        var calls = new NoAnswer(_time, _time.GetUtcNow());
        var asked = TwoCalls(ClientOver(calls), () => _time.Pass(TimeSpan.FromSeconds(10)));

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => asked);

        Assert.Equal(1, calls.Count);
    }

    [Fact]
    public async Task Whoever_is_told_at_once_that_the_ledger_is_busy_hears_so()
    {
        var calls = new Saying(new OverloadedException("the queue is full"));

        await Assert.ThrowsAsync<OverloadedException>(() => ClientOver(calls).Person(Person).View(Today));

        Assert.Equal(1, calls.Count);
    }

    [Fact]
    public void That_the_ledger_is_busy_now_does_not_say_that_nothing_was_booked_before()
    {
        var calls = new Saying(new OutcomeUnknownException("lost"), new OverloadedException("the queue is full"));

        var asked = Record.Exception(() => _time.Run(() => ClientOver(calls).Person(Person).View(Today)));

        Assert.IsType<OutcomeUnknownException>(asked);
        Assert.InRange(calls.Count, 9, 17);
    }

    [Fact]
    public void That_the_ledger_is_busy_now_is_not_said_of_a_message_that_has_booked_something()
    {
        var calls = new Saying(null, new OverloadedException("the queue is full"));

        var asked = Record.Exception(() => _time.Run(() => TwoCalls(ClientOver(calls), Patience.NoteBooked)));

        Assert.IsType<OutcomeUnknownException>(asked);
        Assert.InRange(calls.Count, 10, 18);
    }

    [Fact]
    public void What_became_of_an_unknown_outcome_is_heard_once_the_ledger_is_busy_no_more()
    {
        var calls = new Saying(
            new OutcomeUnknownException("lost"), new OverloadedException("the queue is full"), null);

        var asked = _time.Run(() => ClientOver(calls).Person(Person).View(Today));

        Assert.True(asked.IsRefused);
        Assert.Equal(3, calls.Count);
    }

    [Fact]
    public void A_wait_of_nothing_would_ask_without_end_and_is_refused()
    {
        Assert.Throws<ValidationException>(() => new AskAgainOptions { FirstWait = TimeSpan.Zero }.Validate());
        Assert.Throws<ValidationException>(() => new AskAgainOptions { LongestWait = TimeSpan.Zero }.Validate());
    }

    CalledGrains ClientOver(ICalls calls) => new(new AskAgain(calls, _time, new AskAgainOptions()));

    async Task TwoCalls(CalledGrains grains, Action between)
    {
        Patience.Begin(_time, new AskAgainOptions().AskFor);
        await grains.Person(Person).View(Today);
        between();
        await grains.Person(Person).View(Today);
    }

    static readonly Answer<PersonView> Answered = new(null, new Refusal("person.not_enrolled", "", ""));

    /// <summary>Fails in these ways one after another, the last one for ever; null is an answer.</summary>
    sealed class Saying(params Exception?[] failures) : ICalls
    {
        public int Count { get; private set; }

        public Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class =>
            failures[Math.Min(Count++, failures.Length - 1)] is { } failure
                ? Task.FromException<T>(failure)
                : Task.FromResult((T)(object)Answered);
    }

    /// <summary>Grains whose outcomes are unknown until a moment.</summary>
    sealed class NoAnswer(TimeProvider time, DateTimeOffset until) : ICalls
    {
        public DateTimeOffset Until { get; set; } = until;

        public int Count { get; private set; }

        public DateTimeOffset Last { get; private set; }

        public Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            (Count, Last) = (Count + 1, time.GetUtcNow());
            return Last < Until
                ? Task.FromException<T>(new OutcomeUnknownException("nobody answers"))
                : Task.FromResult((T)(object)Answered);
        }
    }
}
