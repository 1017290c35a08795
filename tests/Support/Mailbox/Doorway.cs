using Gongji.Client.Calls;

namespace Gongji.Tests.Support.Mailbox;

/// <summary>Where calls come in from outside. It can be closed: then it waits for those that are inside. Grains call
/// one another past it, so that what is under way can end.</summary>
sealed class Doorway(ICalls calls) : ICalls
{
    readonly Lock _lock = new();
    readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
            lock (_lock)
            {
                _inside--;
                CompleteIfEmpty();
            }
        }
    }

    /// <summary>Lets nobody in any more; completes when everybody is out.</summary>
    public Task Close()
    {
        lock (_lock)
        {
            _closed = true;
            CompleteIfEmpty();
        }
        return _empty.Task;
    }

    void CompleteIfEmpty()
    {
        if (_closed && _inside == 0)
        {
            _empty.TrySetResult();
        }
    }
}
