namespace Gongji.Client.Calls;

/// <summary>Carries the calls of grains' interfaces to wherever the grains are. What every call needs is one of these
/// around another, once.</summary>
public interface ICalls
{
    /// <param name="key">The grain.</param>
    /// <param name="call">The call, to be made on the grain or on what stands for it. It may be made again.</param>
    /// <typeparam name="TGrain">The interface that is called.</typeparam>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <exception cref="OutcomeUnknownException">Ask again with the same operation id.</exception>
    /// <exception cref="OverloadedException">Nothing was booked.</exception>
    Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class;
}
