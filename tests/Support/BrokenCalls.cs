using Gongji.Client.Calls;

namespace Gongji.Tests.Support;

/// <summary>Carries the calls of grains to one another, and fails where a test says so.</summary>
public sealed class BrokenCalls : ICalls
{
    readonly Queue<Func<Task>> _kept = new();
    (GrainKey Grain, Type Answer, Exception With)? _fault;
    bool _afterAnswer;

    /// <summary>Where calls go on to.</summary>
    public ICalls? To { get; set; }

    /// <summary>Calls to the grain with answers of that type fail until <see cref="Mend"/>.</summary>
    /// <param name="afterAnswer">Whether the grain does what it is asked all the same.</param>
    public void Break(GrainKey grain, Type answer, Exception with, bool afterAnswer = false) =>
        (_fault, _afterAnswer) = ((grain, answer, with), afterAnswer);

    public void Mend() => _fault = null;

    /// <summary>Delivers, late, the calls that failed before the grain had heard of them.</summary>
    public async Task DeliverLate()
    {
        while (_kept.TryDequeue(out var call))
        {
            await call();
        }
    }

    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        if (_fault is not var (grain, answer, with) || grain != key || answer != typeof(T))
        {
            return await To!.Call(key, call);
        }
        if (_afterAnswer)
        {
            await To!.Call(key, call);
        }
        else
        {
            _kept.Enqueue(() => To!.Call(key, call));
        }
        throw with;
    }
}
