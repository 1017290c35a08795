namespace Gongji.Client.Calls;

/// <summary>The time in which the calls that one message needs are made again, all together: whoever sent the message
/// waits for all of them no longer than for one.</summary>
public sealed class Patience
{
    static readonly AsyncLocal<Patience?> Current = new();

    readonly TimeProvider _time;
    readonly TimeSpan _askFor;
    readonly long _began;

    Patience(TimeProvider time, TimeSpan askFor) => (_time, _askFor, _began) = (time, askFor, time.GetTimestamp());

    /// <summary>Whether no further call may begin.</summary>
    internal bool IsOver => _time.GetElapsedTime(_began) > _askFor;

    /// <summary>Whether something was booked for the message already.</summary>
    internal bool HasBooked { get; private set; }

    /// <summary>From here on, and for as long as the calling method runs, all calls share this time.</summary>
    /// <param name="time">The clock of the calls.</param>
    /// <param name="askFor">No call begins later than this after now.</param>
    public static void Begin(TimeProvider time, TimeSpan askFor) => Current.Value = new Patience(time, askFor);

    /// <summary>Something is booked for the message under way, and more is to follow: when a later call finds the
    /// ledger too busy, it is not true any more that nothing was booked.</summary>
    public static void NoteBooked()
    {
        if (Current.Value is { } current)
        {
            current.HasBooked = true;
        }
    }

    /// <summary>That of the message under way; one of its own for a call that belongs to none.</summary>
    internal static Patience Of(TimeProvider time, TimeSpan askFor) => Current.Value ?? new Patience(time, askFor);

    internal bool Outlasts(TimeSpan wait) => _time.GetElapsedTime(_began) + wait <= _askFor;
}
