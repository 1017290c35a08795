using Gongji.Client.Calls;

namespace Gongji.Tests.Support;

/// <summary>Sees the calls of grains to one another, and keeps those for one grain at a gate when it is
/// closed.</summary>
public sealed class SpiedCalls : ICalls
{
    readonly Lock _lock = new();
    readonly List<(GrainKey Grain, Type Answer)> _seen = [];
    readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    readonly Dictionary<GrainKey, TaskCompletionSource> _answers = [];
    TaskCompletionSource? _gate;
    GrainKey _gated;
    Type? _gatedAnswer;
    int _arrived;

    /// <summary>Where calls go on to.</summary>
    public ICalls? To { get; set; }

    /// <summary>Which grain was asked and the type of its answer, in order.</summary>
    public IReadOnlyList<(GrainKey Grain, Type Answer)> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <param name="answer">Of which type the answers are that wait; null for all calls of the grain.</param>
    public void CloseFor(GrainKey grain, Type? answer = null)
    {
        lock (_lock)
        {
            (_gated, _gatedAnswer) = (grain, answer);
            _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _gate?.SetResult();
            _gate = null;
        }
    }

    /// <summary>Completes when so many calls have come to the closed gate.</summary>
    public Task Arrived(int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            Tell();
            return reached.Task;
        }
    }

    /// <summary>Completes when the grain has answered a call, in a turn of the one who asked.</summary>
    public Task Answered(GrainKey grain)
    {
        lock (_lock)
        {
            return AnswerOf(grain).Task;
        }
    }

    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        Task open;
        lock (_lock)
        {
            _seen.Add((key, typeof(T)));
            var isGated = _gate is not null && _gated == key && (_gatedAnswer ?? typeof(T)) == typeof(T);
            open = isGated ? _gate!.Task : Task.CompletedTask;
            _arrived += isGated ? 1 : 0;
            Tell();
        }
        await open;
        var answer = await To!.Call(key, call);
        lock (_lock)
        {
            AnswerOf(key).TrySetResult();
        }
        return answer;
    }

    TaskCompletionSource AnswerOf(GrainKey grain)
    {
        if (!_answers.TryGetValue(grain, out var answered))
        {
            answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _answers[grain] = answered;
        }
        return answered;
    }

    void Tell()
    {
        foreach (var (count, reached) in _waiting)
        {
            if (_arrived >= count)
            {
                reached.TrySetResult();
            }
        }
    }
}
