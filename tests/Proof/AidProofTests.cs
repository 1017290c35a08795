using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>What several grains say about the same aid.</summary>
public sealed class AidProofTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    static readonly Money OneFen = Money.FromFen(1);

    [Fact]
    public async Task A_capture_that_stands_twice_can_not_follow()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var last = tampered.Repeat<HoldCaptured>("person/F9", null);

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.EntryCannotFollow, "person/F9", last);
    }

    [Fact]
    public async Task A_capture_that_the_funder_lacks_is_named_at_network_and_settlement()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Remove<HoldCaptured>("person/F9");

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report, ProofCheck.CaptureIsMissing, "person/P9", SequenceOf<Settled>(tampered, "person/P9"));
        ProverTests.AssertFound(
            report, ProofCheck.CaptureIsMissing, "network/N9", SequenceOf<DrawCaptured>(tampered, "network/N9"));
    }

    [Fact]
    public async Task A_capture_that_the_network_lacks_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Remove<DrawCaptured>("network/N9");

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report, ProofCheck.CaptureIsMissing, "person/P9", SequenceOf<Settled>(tampered, "person/P9"));
    }

    [Fact]
    public async Task Captures_without_a_settlement_are_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered["person/P9"].RemoveRange(3, tampered["person/P9"].Count - 3);

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report,
            ProofCheck.CaptureHasNoSettlement,
            "person/F9",
            SequenceOf<HoldCaptured>(tampered, "person/F9"));
        ProverTests.AssertFound(
            report,
            ProofCheck.CaptureHasNoSettlement,
            "network/N9",
            SequenceOf<DrawCaptured>(tampered, "network/N9"));
    }

    [Fact]
    public async Task A_capture_of_another_amount_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<DrawCaptured>("network/N9", static e => e with { Amount = e.Amount - OneFen });

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.CaptureDiffers, "network/N9", at);
    }

    [Fact]
    public async Task A_return_that_never_came_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Remove<HoldReturned>("person/F8");

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report, ProofCheck.ReturnIsMissing, "person/P8", SequenceOf<Reversed>(tampered, "person/P8"));
    }

    [Fact]
    public async Task A_return_without_a_reversal_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var reversed = SequenceOf<Reversed>(tampered, "person/P8");
        tampered["person/P8"].RemoveRange((int)reversed - 1, tampered["person/P8"].Count - (int)reversed + 1);

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report, ProofCheck.ReturnHasNoReversal, "person/F8", SequenceOf<HoldReturned>(tampered, "person/F8"));
    }

    [Fact]
    public async Task A_funder_that_gets_back_other_than_was_captured_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<HoldReturned>("person/F8", static e => e with
        {
            Parts = [e.Parts[0] with { Amount = e.Parts[0].Amount + OneFen }],
            Postings = [.. e.Postings.Select(static posting => posting with { Amount = posting.Amount + OneFen })],
        });

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.ReturnDiffers, "person/F8", at);
    }

    [Fact]
    public async Task A_return_to_another_member_is_named_and_the_members_use_differs()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<DrawReturned>("network/N8", static e => e with
        {
            ServiceDate = e.ServiceDate.AddYears(-1),
            Amount = Money.Zero,
        });

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.ReturnDiffers, "network/N8", at);
        ProverTests.AssertFound(report, ProofCheck.UsageDiffers, "network/N8", tampered["network/N8"].Count);
    }

    [Fact]
    public async Task A_reversal_that_gives_back_another_use_is_named_and_the_counters_differ()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Reversed>("person/P8", static e => e with
        {
            Uses = [.. e.Uses.Select(static use => use with { Used = use.Used - Quantity.Of(OneFen) })],
        });

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.ReversalDiffers, "person/P8", at);
        ProverTests.AssertFound(report, ProofCheck.CountersDiffer, "person/P8", tampered["person/P8"].Count);
    }

    [Fact]
    public async Task A_draw_above_the_members_limit_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Change<MemberAdded>("network/N9", static e => e with { Limits = new MemberLimits(PerUse: OneFen) });

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report, ProofCheck.LimitWasPassed, "network/N9", SequenceOf<Drawn>(tampered, "network/N9"));
    }

    [Fact]
    public async Task What_leaves_a_blocked_account_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var settled = SequenceOf<Settled>(tampered, "person/P9");
        var held = SequenceOf<HoldPlaced>(tampered, "person/F9");
        tampered.Insert("person/P9", settled, new AccountBlocked(BlockReason.Lost));
        tampered.Insert("person/F9", held, new AccountBlocked(BlockReason.Lost));

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.BlockedAccountPays, "person/P9", settled + 1);
        ProverTests.AssertFound(report, ProofCheck.BlockedAccountPays, "person/F9", held + 1);
    }

    [Fact]
    public async Task A_draw_above_what_is_left_of_the_period_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Change<MemberAdded>("network/N9", static e => e with { Limits = new MemberLimits(PerPeriod: OneFen) });

        var report = await tampered.Prove();

        ProverTests.AssertFound(
            report, ProofCheck.LimitWasPassed, "network/N9", SequenceOf<Drawn>(tampered, "network/N9"));
    }

    [Fact]
    public async Task What_is_under_way_is_open_and_no_finding()
    {
        var tampered = await Undelivered();

        var report = await tampered.Prove();

        Assert.Empty(report.Findings);
        Assert.Equal(
            ["network/N9", "person/F9", "person/P9"], report.Open.Select(static item => item.Grain.Value).Order());
    }

    [Fact]
    public async Task What_is_under_way_for_longer_than_the_bound_is_a_finding()
    {
        var tampered = await Undelivered();
        var settled = SequenceOf<Settled>(tampered, "person/P9");
        var drawn = SequenceOf<Drawn>(tampered, "network/N9");
        var held = SequenceOf<HoldPlaced>(tampered, "person/F9");
        var later = tampered["person/P9"][^1].At + Prover.OpenMax + TimeSpan.FromSeconds(10);
        tampered.Add("person/P3", later, new NetworkLeft(NetworkId.Of("N1")));

        var report = await tampered.Prove();

        ProverTests.AssertFound(report, ProofCheck.LeftOpen, "person/P9", settled);
        ProverTests.AssertFound(report, ProofCheck.LeftOpen, "network/N9", drawn);
        ProverTests.AssertFound(report, ProofCheck.LeftOpen, "person/F9", held);
    }

    /// <summary>The books at the moment at which the settlement of P9 has committed and nobody was told.</summary>
    async Task<TamperedBooks> Undelivered()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Remove<Delivered>("person/P9");
        tampered.Remove<DrawCaptured>("network/N9");
        tampered.Remove<HoldCaptured>("person/F9");
        return tampered;
    }

    static long SequenceOf<TEvent>(TamperedBooks books, string grain) =>
        books[grain].First(static entry => EventKinds.Decode(entry).Event is TEvent).Sequence;
}
