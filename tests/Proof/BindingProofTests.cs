using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Enrolment;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>Networks and persons say the same of who is a member.</summary>
public sealed class BindingProofTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    [Fact]
    public async Task A_member_whose_list_lacks_the_network_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Remove<NetworkJoined>("person/P9");

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.BindingDiffers, "network/N9", Added(tampered));
    }

    [Fact]
    public async Task A_network_in_the_list_of_no_member_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Add("person/P3", tampered["person/P3"][^1].At, new NetworkJoined(NetworkId.Of("N9"), 7));

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.BindingDiffers, "person/P3", at);
    }

    [Fact]
    public async Task A_list_that_names_another_binding_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<NetworkJoined>("person/P9", static e => e with { Binding = e.Binding + 1 });

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.BindingDiffers, "person/P9", at);
        ProverTests.AssertFound(report, ProofCheck.BindingDiffers, "network/N9", Added(tampered));
    }

    [Fact]
    public async Task Who_left_when_bindings_had_no_numbers_may_have_the_network_in_the_list()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Add("person/P3", tampered["person/P3"][^1].At, new NetworkJoined(NetworkId.Of("N9")));

        var report = await tampered.Prove();

        Assert.Empty(report.Findings);
    }

    [Fact]
    public async Task A_member_who_is_still_to_be_told_of_the_end_is_open_and_no_finding()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var last = tampered["network/N9"][^1].At;
        var at = tampered.Add("network/N9", last, new MemberRemoved(PersonNo.Of("P9"), UnbindReason.Authorizer, 1));

        var report = await tampered.Prove();

        Assert.Empty(report.Findings);
        Assert.Equal(("network/N9", at), report.Open.Select(static item => (item.Grain.Value, item.Sequence)).Single());
    }

    [Fact]
    public async Task A_member_who_is_said_to_be_told_and_was_not_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var last = tampered["network/N9"][^1].At;
        tampered.Add("network/N9", last, new MemberRemoved(PersonNo.Of("P9"), UnbindReason.Authorizer, 1));
        tampered.Add("network/N9", last, new MemberTold(PersonNo.Of("P9"), 1));

        var report = await tampered.Prove();

        Assert.Equal(ProofCheck.BindingDiffers, Assert.Single(report.Findings).Check);
    }

    [Fact]
    public async Task What_was_open_at_an_earlier_proof_is_judged_by_the_next()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var last = tampered["network/N9"][^1].At;
        tampered.Add("network/N9", last, new MemberRemoved(PersonNo.Of("P9"), UnbindReason.Authorizer, 1));
        var store = await tampered.Store();
        var kept = (await Prover.ProveAll(store, TestLedger.Clock, null, CancellationToken.None)).Kept!;
        await using var ledger = await TestLedger.Start(store);
        var idle = (await Prover.ProveSince(kept, store, TestLedger.Clock, CancellationToken.None))!.Report;

        await ledger.Network("N9").Attend();

        var done = (await Prover.ProveSince(kept, store, TestLedger.Clock, CancellationToken.None))!.Report;
        Assert.Empty(idle.Findings);
        Assert.Empty(done.Findings);
        Assert.Empty(done.Open);
    }

    static long Added(TamperedBooks books) =>
        books["network/N9"].First(static entry => EventKinds.Decode(entry).Event is MemberAdded).Sequence;
}
