using System.Diagnostics;

namespace Gongji.Hosting;

/// <summary>A clock whose stamps count from the start of the process. Orleans' watchdog takes a stamp that is not set
/// yet for the start of the clock, and would say of a machine that has run for a week that it stood still for as
/// long.</summary>
sealed class SinceStart : TimeProvider
{
    readonly long _began = Stopwatch.GetTimestamp();

    public override long GetTimestamp() => Stopwatch.GetTimestamp() - _began;
}
