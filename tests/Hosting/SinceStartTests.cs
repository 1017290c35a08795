using System.Diagnostics;
using Gongji.Hosting;

namespace Gongji.Tests.Hosting;

public sealed class SinceStartTests
{
    [Fact]
    public void A_stamp_that_is_not_set_yet_is_no_older_than_the_clock_itself()
    {
        var before = Stopwatch.GetTimestamp();
        var clock = new SinceStart();

        var age = clock.GetElapsedTime(0);

        Assert.InRange(age, TimeSpan.Zero, Stopwatch.GetElapsedTime(before));
    }
}
