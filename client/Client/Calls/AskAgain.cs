namespace Gongji.Client.Calls;

/// <summary>Makes a call whose outcome is unknown again, the very same with the very same operation, so that it can't
/// be booked twice.</summary>
/// <remarks>Refusals and overload are passed on at once: both mean that nothing was booked. An overload that comes
/// after an unknown outcome, or behind what <see cref="Patience.NoteBooked">is booked</see> for the message already,
/// says nothing of what was asked before, and is asked again as well. When the outcome stays unknown,
/// <see cref="OutcomeUnknownException"/> says so: it may have been booked, and the caller asks again with the same
/// operation.</remarks>
public sealed class AskAgain : ICalls
{
    readonly ICalls _calls;
    readonly TimeProvider _time;
    readonly AskAgainOptions _options;

    /// <param name="calls">What carries each call.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public AskAgain(ICalls calls, TimeProvider time, AskAgainOptions options)
    {
        options.Validate();
        (_calls, _time, _options) = (calls, time, options);
    }

    /// <inheritdoc/>
    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        var patience = Patience.Of(_time, _options.AskFor);
        if (patience.IsOver)
        {
            throw new OutcomeUnknownException("the time of this message is over; ask again with the same operation");
        }
        OutcomeUnknownException? unknown = null;
        for (var wait = _options.FirstWait; ; wait = Longer(wait))
        {
            try
            {
                return await _calls.Call(key, call).ConfigureAwait(false);
            }
            catch (OutcomeUnknownException failed) when (patience.Outlasts(wait))
            {
                unknown = failed;
            }
            catch (OverloadedException busy) when (unknown is not null || patience.HasBooked)
            {
                if (!patience.Outlasts(wait))
                {
                    throw new OutcomeUnknownException(
                        unknown?.Message ?? "the ledger became too busy on the way; ask again",
                        unknown ?? (Exception)busy);
                }
            }
            await Task.Delay(wait, _time).ConfigureAwait(false);
        }
    }

    TimeSpan Longer(TimeSpan wait) => wait * 2 < _options.LongestWait ? wait * 2 : _options.LongestWait;
}
