using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger;

public sealed class TurnstileTests
{
    [Fact]
    public async Task One_is_inside_and_the_others_follow_in_the_order_of_their_coming()
    {
        var turnstile = new Turnstile(waitingMax: 2);
        Assert.True(await turnstile.Enter());
        var (second, third) = (turnstile.Enter().AsTask(), turnstile.Enter().AsTask());

        Assert.False(second.IsCompleted);
        turnstile.Leave();
        Assert.True(await second);
        var newcomer = turnstile.Enter().AsTask();
        Assert.False(third.IsCompleted || newcomer.IsCompleted);
        turnstile.Leave();
        Assert.True(await third);
        turnstile.Leave();
        Assert.True(await newcomer);
    }

    [Fact]
    public async Task No_more_than_the_bound_may_wait()
    {
        var turnstile = new Turnstile(waitingMax: 1);
        Assert.True(await turnstile.Enter());
        var waiting = turnstile.Enter().AsTask();

        var refused = turnstile.Enter().AsTask();

        Assert.True(refused.IsCompleted);
        Assert.False(await refused);
        turnstile.Leave();
        Assert.True(await waiting);
    }
}
