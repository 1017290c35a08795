using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger;

public sealed class RoundsTests
{
    readonly Round[] _rounds = [new(), new(), new()];
    readonly Rounds _all;
    int _begun;

    public RoundsTests() => _all = new Rounds(() => _rounds[_begun++].Take());

    [Fact]
    public async Task Whoever_asks_during_a_round_waits_for_the_next_one_with_all_who_came_meanwhile()
    {
        var first = _all.Next();
        Task[] later = [_all.Next(), _all.Next()];

        _rounds[0].Ended.SetResult();
        await first;
        await _rounds[1].Begun.Task;

        Assert.All(later, static one => Assert.False(one.IsCompleted));
        _rounds[1].Ended.SetResult();
        await Task.WhenAll(later);
        Assert.Equal(2, _begun);
    }

    [Fact]
    public async Task A_round_that_fails_is_the_failure_of_those_who_waited_for_it_alone()
    {
        var first = _all.Next();
        var second = _all.Next();

        _rounds[0].Ended.SetException(new InvalidDataException("a bug"));
        _rounds[1].Ended.SetResult();

        await Assert.ThrowsAsync<InvalidDataException>(() => first);
        await second;
    }

    sealed class Round
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource Ended { get; } = new();

        public Task Take()
        {
            Begun.SetResult();
            return Ended.Task;
        }
    }
}
