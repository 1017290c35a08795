using System.Data.Common;

namespace Gongji.Journal.Reaching;

/// <summary>Tells a store that could not be reached from one that can't be read.</summary>
public static class Unreached
{
    /// <summary>Whether it may be otherwise soon, and then for everybody: nothing is wrong with what was asked
    /// for.</summary>
    public static bool Is(Exception failed) =>
        failed is DbException { IsTransient: true } or IOException or TimeoutException;
}
