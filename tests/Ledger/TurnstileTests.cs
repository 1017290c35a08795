using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger;

public sealed class TurnstileTests
{
    readonly List<int> _inside = [];

    [Fact]
    public async Task One_is_inside_and_the_others_follow_in_the_order_of_their_coming()
    {
        var turnstile = new Turnstile(waitingMax: 2);
        TaskCompletionSource[] goOn = [new(), new(), new(), new()];
        Task<int>[] passing = [Pass(turnstile, 1, goOn[0]), Pass(turnstile, 2, goOn[1]), Pass(turnstile, 3, goOn[2])];
        Assert.Equal([1], _inside);

        goOn[0].SetResult();
        await passing[0];
        var newcomer = Pass(turnstile, 4, goOn[3]);
        goOn[3].SetResult();
        goOn[2].SetResult();
        Assert.False(passing[2].IsCompleted || newcomer.IsCompleted);
        goOn[1].SetResult();

        int[] passed = await Task.WhenAll(passing[1], passing[2], newcomer);
        Assert.Equal([2, 3, 4], passed);
        Assert.Equal([1, 2, 3, 4], _inside);
    }

    [Fact]
    public async Task No_more_than_the_bound_may_wait()
    {
        var turnstile = new Turnstile(waitingMax: 1);
        TaskCompletionSource[] goOn = [new(), new()];
        Task<int>[] passing = [Pass(turnstile, 1, goOn[0]), Pass(turnstile, 2, goOn[1])];

        var refused = Pass(turnstile, 3, new TaskCompletionSource());

        Assert.True(refused.IsCompleted);
        await Assert.ThrowsAsync<OverloadedException>(() => refused);
        Array.ForEach(goOn, static each => each.SetResult());
        int[] passed = await Task.WhenAll(passing);
        Assert.Equal([1, 2], passed);
        Assert.Equal([1, 2], _inside);
    }

    [Fact]
    public async Task Whoever_fails_inside_lets_the_next_one_through()
    {
        var turnstile = new Turnstile(waitingMax: 1);
        var failing = turnstile.Pass<int>(static () => throw new InvalidDataException("a bug"));

        await Assert.ThrowsAsync<InvalidDataException>(() => failing);

        Assert.Equal(7, await turnstile.Pass(static () => Task.FromResult(7)));
    }

    async Task<int> Pass(Turnstile turnstile, int who, TaskCompletionSource goOn) => await turnstile.Pass(async () =>
    {
        _inside.Add(who);
        await goOn.Task;
        return who;
    });
}
