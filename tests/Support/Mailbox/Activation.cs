using Gongji.Journal.Life;

namespace Gongji.Tests.Support.Mailbox;

/// <summary>A grain that lives in this host, behind its mailbox.</summary>
sealed class Activation
{
    readonly MailboxHost _host;
    readonly Turns _mailbox;
    readonly Task<object> _grain;
    GrainLife _life = null!;
    long _lastUsed;
    volatile bool _gone;

    public Activation(MailboxHost host, GrainKey key)
    {
        _host = host;
        Key = key;
        _lastUsed = host.Time.GetTimestamp();
        _mailbox = new Turns(host.Scheduler);
        _grain = InMailbox(Begin);
    }

    public GrainKey Key { get; }

    /// <summary>Calls the grain; null when this activation has ended before the call could begin, so that another one
    /// may take it.</summary>
    public Task<Reply<T>?> Call<TGrain, T>(Func<TGrain, Task<T>> call) where TGrain : class => InMailbox(async () =>
    {
        _lastUsed = _host.Time.GetTimestamp();
        var grain = (TGrain)await _grain;
        if (_gone)
        {
            return null;
        }
        T answer = default!;
        await _life.Answer(async () => answer = await call(grain));
        return new Reply<T>(answer);
    });

    /// <summary>Leaves memory when it has been idle for long enough.</summary>
    public Task RestIfIdle(TimeSpan idleFor) => InMailbox(async () =>
    {
        await _grain;
        if (!_gone && _life.IsResting && _host.Time.GetElapsedTime(_lastUsed) >= idleFor)
        {
            Leave();
            await _life.Rest(CancellationToken.None);
        }
        return true;
    });

    async Task<object> Begin()
    {
        try
        {
            _life = new GrainLife(Key, _host.Lanes, _ => Leave());
            var grain = GrainMaker.Make(_life, _host.Ports);
            await _life.Begin();
            return grain;
        }
        catch (Exception)
        {
            Leave();
            throw;
        }
    }

    void Leave()
    {
        _gone = true;
        _host.Forget(this);
    }

    Task<T> InMailbox<T>(Func<Task<T>> turn) => Task.Factory
        .StartNew(turn, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _mailbox)
        .Unwrap();
}

/// <summary>What a call answered.</summary>
sealed record Reply<T>(T Value);
