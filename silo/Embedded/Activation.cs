using Gongji.Journal.Life;

namespace Gongji.Embedded;

/// <summary>A grain that lives in this host, behind its mailbox.</summary>
sealed class Activation
{
    readonly EmbeddedHost _host;
    readonly Mailbox _mailbox;
    readonly Task<GrainLife> _life;
    long _lastUsed;
    volatile bool _gone;

    public Activation(EmbeddedHost host, GrainKey key)
    {
        _host = host;
        Key = key;
        _lastUsed = host.Time.GetTimestamp();
        _mailbox = new Mailbox(host.Scheduler);
        _life = InMailbox(Begin);
    }

    public GrainKey Key { get; }

    /// <summary>Calls the grain; null when this activation has ended before the call could begin, so that another one
    /// may take it.</summary>
    public Task<Reply<T>?> Call<TGrain, T>(Func<TGrain, Task<T>> call) => InMailbox(async () =>
    {
        _lastUsed = _host.Time.GetTimestamp();
        var life = await _life;
        return _gone ? null : new Reply<T>(await life.Answer(call));
    });

    /// <summary>Leaves memory when it has been idle for long enough.</summary>
    public Task RestIfIdle(TimeSpan idleFor) => InMailbox(async () =>
    {
        var life = await _life;
        if (!_gone && life.IsResting && _host.Time.GetElapsedTime(_lastUsed) >= idleFor)
        {
            var saved = life.Save();
            Leave();
            life.End();
            await saved;
        }
        return true;
    });

    async Task<GrainLife> Begin()
    {
        try
        {
            return await GrainLife.Begin(Key, _host.Lanes, _host.Ports, _ => Leave());
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
