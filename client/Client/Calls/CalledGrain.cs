using System.Collections.Concurrent;
using System.Reflection;

namespace Gongji.Client.Calls;

/// <summary>Stands for a grain: every method of its interface becomes one call.</summary>
/// <remarks>Public and not sealed because the runtime makes a subclass of it.</remarks>
public class CalledGrain<TGrain> : DispatchProxy where TGrain : class
{
    delegate Task Carrier(CalledGrain<TGrain> grain, object?[] arguments);

    static readonly ConcurrentDictionary<MethodInfo, Carrier> Carriers = new();

    /// <summary>Is copied: the runtime takes long to make one.</summary>
    static readonly CalledGrain<TGrain> Blank = (CalledGrain<TGrain>)(object)Create<TGrain, CalledGrain<TGrain>>();

    ICalls _calls = null!;
    GrainKey _key;

    internal static TGrain Of(ICalls calls, GrainKey key)
    {
        var grain = (CalledGrain<TGrain>)Blank.MemberwiseClone();
        (grain._calls, grain._key) = (calls, key);
        return (TGrain)(object)grain;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Carriers.GetOrAdd(targetMethod!, static method => CarrierOf(method))(this, args ?? []);

    static Carrier CarrierOf(MethodInfo method)
    {
        var invoker = MethodInvoker.Create(method);
        if (method.ReturnType == typeof(Task))
        {
            return (grain, arguments) => grain._calls.Call<TGrain, Done>(grain._key, async to =>
            {
                await (Task)invoker.Invoke(to, arguments.AsSpan())!;
                return Done.It;
            });
        }
        return (Carrier)typeof(CalledGrain<TGrain>)
            .GetMethod(nameof(Answering), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(method.ReturnType.GetGenericArguments()[0])
            .Invoke(null, [invoker])!;
    }

    static Carrier Answering<T>(MethodInvoker invoker) => (grain, arguments) =>
        grain._calls.Call<TGrain, T>(grain._key, to => (Task<T>)invoker.Invoke(to, arguments.AsSpan())!);
}
