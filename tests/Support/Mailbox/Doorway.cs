using Gongji.Client.Calls;

namespace Gongji.Tests.Support.Mailbox;

/// <summary>Where calls come in from outside. It can be closed: then it waits for those that are inside. Grains call
/// one another past it, so that what is under way can end.</summary>
sealed class Doorway(ICalls calls) : ICalls
{
    readonly Lock _lock = new();

    // Whoever waits goes on in the turn of the last one who leaves: through another thread it would race a clock that
    // is moved when nothing is left to run.
    readonly TaskCompletionSource _empty = new();

    int _inside;
    bool _closed;

    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new OverloadedException("the ledger is stopping; nothing was booked");
            }
            _inside++;
        }
        try
        {
            return await calls.Call(key, call);
        }
        finally
        {
            Leave(() => _inside--);
        }
    }

    /// <summary>Lets nobody in any more; completes when everybody is out.</summary>
    public Task Close()
    {
        Leave(() => _closed = true);
        return _empty.Task;
    }

    void Leave(Action note)
    {
        bool isEmpty;
        lock (_lock)
        {
            note();
            isEmpty = _closed && _inside == 0;
        }
        if (isEmpty)
        {
            _empty.TrySetResult();
        }
    }
}
