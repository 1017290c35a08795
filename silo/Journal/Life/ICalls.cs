namespace Gongji.Journal.Life;

/// <summary>Carries calls to grains.</summary>
public interface ICalls
{
    /// <exception cref="OutcomeUnknownException">Ask again with the same operation id.</exception>
    /// <exception cref="OverloadedException">Nothing was booked.</exception>
    Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call);
}
