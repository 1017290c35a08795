namespace Gongji.Ledger.Books;

/// <summary>Does one thing for all who ask for it, one round after another. Whoever asks during a round waits for the
/// next one, which does for all who came meanwhile: the one under way may be past what he asks for. The grain runs on
/// one thread at a time, so nothing here is locked.</summary>
/// <param name="act">A round. When it fails, those who waited for it hear why.</param>
public sealed class Rounds(Func<Task> act)
{
    TaskCompletionSource? _asked;
    bool _underWay;

    /// <summary>Completes with the first round that begins from now on.</summary>
    public Task Next()
    {
        // Whoever waits for several goes on in a turn of the grain, not on another thread.
        var asked = _asked ??= new TaskCompletionSource();
        if (!_underWay)
        {
            _ = Go();
        }
        return asked.Task;
    }

    async Task Go()
    {
        _underWay = true;
        while (_asked is { } asked)
        {
            _asked = null;
            try
            {
                await act();
                asked.SetResult();
            }
            catch (Exception failed)
            {
                asked.SetException(failed);
            }
        }
        // In the turn in which nobody had asked: between the two nobody could.
        _underWay = false;
    }
}
