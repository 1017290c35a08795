using System.Threading.Channels;
using Gongji.Journal.Reaching;

namespace Gongji.Tests.Journal;

/// <summary>What is read together. The test decides when each reading ends.</summary>
public sealed class GroupReadTests
{
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    readonly Channel<HeldGroup> _begun = Channel.CreateUnbounded<HeldGroup>();
    readonly GroupRead<int, string> _reads;

    public GroupReadTests() => _reads = new GroupRead<int, string>(Begin, atOnce: 2);

    [Fact]
    public async Task Whoever_comes_alone_is_read_at_once()
    {
        var one = _reads.Read(1);
        var first = await Next();
        var other = _reads.Read(2);
        var second = await Next();

        second.Find();
        first.Find();

        Assert.Equal([1], first.Asked);
        Assert.Equal([2], second.Asked);
        Assert.Equal(["found 1", "found 2"], await Task.WhenAll(one, other));
    }

    [Fact]
    public async Task What_is_asked_for_while_others_are_read_is_read_together_and_begins_after_it_was_asked()
    {
        var (early, first) = (_reads.Read(1), await Next());
        var (other, second) = (_reads.Read(2), await Next());
        var late = Enumerable.Range(3, GroupRead<int, string>.GroupMax + 1).Select(_reads.Read).ToArray();
        var begunBefore = await CountOfBegun();

        first.Find();
        var third = await Next();
        second.Find();
        var fourth = await Next();
        third.Find();
        fourth.Find();

        Assert.Equal(0, begunBefore);
        Assert.Equal((GroupRead<int, string>.GroupMax, 1), (third.Asked.Count, fourth.Asked.Count));
        Assert.Equal(["found 1", "found 2"], await Task.WhenAll(early, other));
        Assert.Equal(
            Enumerable.Range(3, GroupRead<int, string>.GroupMax + 1).Select(Found), await Task.WhenAll(late));
    }

    [Fact]
    public async Task A_group_that_fails_fails_alone()
    {
        _ = _reads.Read(1);
        var first = await Next();
        _ = _reads.Read(2);
        var second = await Next();
        Task<string>[] unlucky = [_reads.Read(3), _reads.Read(4)];
        first.Find();
        var failing = await Next();
        var lucky = _reads.Read(5);

        failing.End.SetException(new IOException("no answer"));
        var next = await Next();
        next.Find();
        second.Find();

        foreach (var one in unlucky)
        {
            await Assert.ThrowsAsync<IOException>(() => one);
        }
        Assert.Equal("found 5", await lucky);
        var again = _reads.Read(6);
        (await Next()).Find();
        Assert.Equal("found 6", await again);
    }

    /// <summary>How many groups have begun when whatever was to begin at once has come to run.</summary>
    async Task<int> CountOfBegun()
    {
        for (var turns = 0; turns < 2 * GroupRead<int, string>.GroupMax; turns++)
        {
            await Task.Factory.StartNew(
                static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
        }
        return _begun.Reader.Count;
    }

    static string Found(int asked) => $"found {asked}";

    async Task<HeldGroup> Next() => await _begun.Reader.ReadAsync().AsTask().WaitAsync(Soon);

    Task<string[]> Begin(IReadOnlyList<int> asked)
    {
        var group = new HeldGroup(asked, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _begun.Writer.TryWrite(group);
        return group.End.Task;
    }

    sealed record HeldGroup(IReadOnlyList<int> Asked, TaskCompletionSource<string[]> End)
    {
        public void Find() => End.SetResult([.. Asked.Select(Found)]);
    }
}
