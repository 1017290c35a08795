using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>Joining or leaving stops half-way. Both ends agree in the end, and nobody hears what is not so.</summary>
public sealed class HalfBoundTests : IAsyncLifetime, IAsyncDisposable
{
    static readonly GrainKey Member = GrainKey.Person(PersonNo.Of("P1"));
    static readonly NetworkId Network = NetworkId.Of("N1");

    readonly FailingJournalStore _store = new(new MemoryJournalStore())
    {
        Among = static entry => entry.Kind == "network.member_added.2",
    };

    readonly BrokenCalls _calls = new();
    TestLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = await TestLedger.Start(_store, neighbours: _calls);
        _calls.To = _ledger.Host;
        await _ledger.Enrol("F1", yuan: 100);
        await _ledger.Enrol("P1");
        await _ledger.FormNetwork("N1", "F1");
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_addition_that_nobody_carries_on_comes_to_nothing(bool hasJoined)
    {
        _calls.Break(Member, typeof(Answer<Done>), new OutcomeUnknownException("lost"), afterAnswer: hasJoined);
        var added = await Record.ExceptionAsync(() => Add());
        var listed = await Listed();
        _calls.Mend();

        await _ledger.Host.Sweep();

        Assert.IsType<OutcomeUnknownException>(added);
        Assert.Equal(hasJoined ? [Network] : [], listed);
        await AssertUnbound();
        Assert.Empty((await _ledger.ViewOfNetwork("N1")).Released);
    }

    [Fact]
    public async Task A_copy_of_an_addition_that_comes_after_it_was_given_up_changes_nothing()
    {
        _calls.Break(Member, typeof(Answer<Done>), new TimeoutException("lost"));
        await Record.ExceptionAsync(() => Add());
        _calls.Mend();
        await _ledger.Host.Sweep();

        await _calls.DeliverLate();

        await AssertUnbound();
    }

    [Fact]
    public async Task An_addition_that_is_lost_after_the_person_has_joined_is_undone_by_whoever_looks()
    {
        await LoseAddition(Relation.Child);
        var listed = await Listed();

        var view = await _ledger.ViewOfNetwork("N1");
        var receipt = (await _ledger.Settle(_ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal([Network], listed);
        Assert.Empty(view.Members);
        Assert.Empty(view.Released);
        await AssertUnbound();
        Assert.Contains(Reason.Of(AidReason.NoBinding), receipt.Reasons);
    }

    [Fact]
    public async Task An_addition_that_was_left_behind_stands_in_nobody_s_way_and_never_comes_true()
    {
        await _ledger.FormNetwork("N2", "P1");
        await LoseAddition(Relation.Sibling);
        (await _ledger.Network("N1").TieTo(_ledger.PersonOf("P1"))).OrThrow();

        var other = await _ledger.Network("N2").AddMember(_ledger.AddOf("F1") with { Relation = Relation.Spouse });
        var again = await Add(Relation.Sibling);

        Assert.False(other.IsRefused);
        Assert.True(again.Refusal?.Is(NetworkRefusal.RelationContradicts));
        await _ledger.Host.Sweep();
        Assert.Empty(await Listed());
    }

    [Theory]
    [InlineData(Relation.Child, 1)]
    [InlineData(Relation.Spouse, 2)]
    public async Task An_addition_that_is_asked_for_again_goes_on_under_its_number(Relation relation, int joinings)
    {
        await LoseAddition(Relation.Child);

        (await Add(relation)).OrThrow();

        Assert.Equal(relation, Assert.Single((await _ledger.ViewOfNetwork("N1")).Members).Relation);
        Assert.Equal([Network], await Listed());
        Assert.Equal(joinings, (await Events<MemberJoining>()).Length);
        Assert.Equal(joinings, (await Events<MemberAdded>()).Single().Binding);
    }

    [Fact]
    public async Task The_same_addition_twice_at_once_is_one()
    {
        var add = _ledger.AddOf("P1");

        var answers = await Task.WhenAll(
            _ledger.Network("N1").AddMember(add), _ledger.Network("N1").AddMember(add));

        Assert.Equal(answers[0].OrThrow().Sequence, answers[1].OrThrow().Sequence);
        Assert.Single(await Events<MemberJoining>());
    }

    [Fact]
    public async Task Whose_list_is_full_is_refused_and_nothing_is_recorded_anywhere()
    {
        await WithTwoMoreNetworks();
        await _ledger.AddMember("N2", "P2");
        var before = await _store.ReadByGrain().CountAsync();

        var refused = await _ledger.Network("N3").AddMember(_ledger.AddOf("P2"));

        Assert.True(refused.Refusal?.Is(PersonRefusal.TooManyNetworks));
        Assert.Equal(before, await _store.ReadByGrain().CountAsync());
    }

    [Fact]
    public async Task Of_two_networks_that_take_the_last_place_one_is_joined_and_nothing_is_left_of_the_other()
    {
        await WithTwoMoreNetworks();

        var answers = await Task.WhenAll(
            _ledger.Network("N2").AddMember(_ledger.AddOf("P2")),
            _ledger.Network("N3").AddMember(_ledger.AddOf("P2")));
        await _ledger.Host.Sweep();

        Assert.True(answers.Single(static answer => answer.IsRefused).Refusal?.Is(PersonRefusal.TooManyNetworks));
        Assert.Equal(
            [NetworkId.Of(answers[0].IsRefused ? "N3" : "N2")], (await _ledger.ViewOf("P2")).Networks);
        Assert.Empty(await OpenWork());
    }

    [Fact]
    public async Task Who_could_not_join_is_told_so_that_a_late_copy_changes_nothing()
    {
        await WithTwoMoreNetworks();
        (await _ledger.Person("P2").LeaveNetwork(NetworkId.Of("N3"), wasMember: false, binding: 1)).OrThrow();

        (await _ledger.Person("P2").JoinNetwork(NetworkId.Of("N3"), networksMax: 1, binding: 1)).OrThrow();

        Assert.Empty((await _ledger.ViewOf("P2")).Networks);
    }

    [Fact]
    public async Task What_is_said_of_a_member_changes_without_anybody_joining()
    {
        (await Add(Relation.Child)).OrThrow();
        _store.Failures = 1;
        await Record.ExceptionAsync(() => Add(Relation.Spouse));
        var kept = Assert.Single((await _ledger.ViewOfNetwork("N1")).Members).Relation;

        (await Add(Relation.Spouse)).OrThrow();
        await _ledger.RemoveMember("N1", "P1");

        Assert.Equal(Relation.Child, kept);
        Assert.Single(await Events<MemberJoining>());
        Assert.Equal(1, (await Events<MemberRemoved>()).Single().Binding);
        await AssertUnbound();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_is_done_though_the_person_can_t_be_told(bool isOverloaded)
    {
        (await Add()).OrThrow();
        Exception why = isOverloaded
            ? new OverloadedException("nothing was booked")
            : new OutcomeUnknownException("lost");
        _calls.Break(Member, typeof(Answer<Done>), why);

        await _ledger.RemoveMember("N1", "P1");
        var listed = await Listed();
        _calls.Mend();
        await _ledger.Host.Sweep();

        Assert.Equal([Network], listed);
        await AssertUnbound();
        Assert.Single((await _ledger.ViewOfNetwork("N1")).Released);
    }

    [Fact]
    public async Task The_end_of_a_binding_that_is_told_after_the_next_one_was_joined_ends_nothing()
    {
        (await Add()).OrThrow();
        _calls.Break(Member, typeof(Answer<Done>), new TimeoutException("lost"));
        await _ledger.RemoveMember("N1", "P1");
        _calls.Mend();
        (await Add()).OrThrow();

        await _calls.DeliverLate();
        await _ledger.Host.Sweep();

        Assert.Equal([Network], await Listed());
        Assert.Single((await _ledger.ViewOfNetwork("N1")).Members);
        Assert.Empty(await OpenWork());
    }

    [Fact]
    public async Task Who_was_a_member_and_was_not_told_before_an_addition_came_to_nothing_has_left()
    {
        (await Add()).OrThrow();
        _calls.Break(Member, typeof(Answer<Done>), new TimeoutException("lost"));
        await _ledger.RemoveMember("N1", "P1");
        await Record.ExceptionAsync(() => Add());
        _calls.Mend();
        await _ledger.Host.Sweep();

        var receipt = (await _ledger.Settle(_ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Contains(Reason.Of(DrawRefusal.NotAMember) with { Network = Network }, receipt.Reasons);
        await AssertUnbound();
    }

    /// <summary>The journal fails when the member is bound: the person has joined, the network begins anew.</summary>
    async Task LoseAddition(Relation relation)
    {
        _store.Failures = 1;
        Assert.IsType<OutcomeUnknownException>(await Record.ExceptionAsync(() => Add(relation)));
    }

    Task<Answer<Confirmation>> Add(Relation relation = Relation.Child) =>
        _ledger.Network("N1").AddMember(_ledger.AddOf("P1") with { Relation = relation });

    async Task AssertUnbound()
    {
        Assert.Empty(await OpenWork());
        Assert.Empty(await Listed());
        Assert.Empty((await _ledger.ViewOfNetwork("N1")).Members);
    }

    async Task<NetworkId[]> Listed() => (await _ledger.ViewOf("P1")).Networks;

    Task<IReadOnlyList<WorkMark>> OpenWork() => _store.OpenWork(0, null, 10, CancellationToken.None);

    async Task<TEvent[]> Events<TEvent>() where TEvent : IGrainEvent => await _store.ReadByGrain()
        .Select(static placed => EventKinds.Decode(placed.Entry).Event)
        .OfType<TEvent>()
        .ToArrayAsync();

    /// <summary>P2 may be in one of them, of an area where nobody may be in two.</summary>
    async Task WithTwoMoreNetworks()
    {
        await _ledger.Enrol("F2", area: "210299");
        await _ledger.Enrol("F3", area: "210299");
        await _ledger.Enrol("P2", area: "210399");
        await _ledger.FormNetwork("N2", "F2");
        await _ledger.FormNetwork("N3", "F3");
    }
}
