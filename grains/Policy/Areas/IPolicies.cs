namespace Gongji.Policy.Areas;

/// <summary>The rules of every area, by date.</summary>
public interface IPolicies
{
    /// <summary>The rules that the pooling area of <paramref name="area"/> has on a day; null when no pack covers
    /// it.</summary>
    AreaPolicy? For(AreaCode area, DateOnly day);

    /// <summary>Every version that can decide anything, once, by areas.</summary>
    IEnumerable<AreaPolicy> All { get; }
}
