using Gongji.Ledger.Books;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>A proof decides every settlement again, by the rules that the journal keeps.</summary>
public sealed class DecidedAgainProofTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    static readonly Money OneFen = Money.FromFen(1);

    [Fact]
    public async Task Every_settlement_is_decided_again()
    {
        var report = await (await TamperedBooks.Of(books.Store)).Prove();

        Assert.Empty(report.Findings);
        Assert.Equal(new Decisions(Again: 122, Not: 0), report.Decisions);
    }

    [Fact]
    public async Task What_was_decided_by_rules_that_are_not_kept_is_counted()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered["policy/610100"].Clear();

        var report = await tampered.Prove();

        Assert.Empty(report.Findings);
        Assert.Equal(new Decisions(Again: 0, Not: 122), report.Decisions);
    }

    [Fact]
    public async Task A_fen_that_the_rules_do_not_give_is_found_however_well_all_else_fits()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P3", static e => e with
        {
            Layers = [e.Layers[0] with { Pays = e.Layers[0].Pays - OneFen, CapLeft = e.Layers[0].CapLeft + OneFen }],
            Counters = [.. e.Counters.Select(static counted => IsOfPool(counted)
                ? counted with { Used = counted.Used - Quantity.Of(OneFen) }
                : counted)],
            Cash = e.Cash + OneFen,
            Postings =
            [
                .. e.Postings.Select(static posting => posting.Account.StartsWith("fund/", StringComparison.Ordinal)
                    ? posting with { Amount = posting.Amount - OneFen }
                    : posting),
                Posting.Debit(Accounts.Cash(e.Bill.Institution.Code), OneFen),
            ],
        });

        var report = await tampered.Prove();

        Assert.Equal(
            (ProofCheck.DecidedOtherwise, "person/P3", at, "the pool pays otherwise"),
            Only([.. report.Findings.Where(found => found.Sequence == at)]));
    }

    [Fact]
    public async Task A_settlement_that_was_decided_from_what_was_not_so_is_found()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e =>
        {
            var otherwise = e with
            {
                Counters =
                [
                    .. e.Counters.Select(static counted => counted with
                    {
                        Before = counted.Before! + Quantity.Of(OneFen),
                    }),
                ],
            };
            var policy = TestLedger.Policies.For(e.Insurance.Area, e.Bill.RulesOf)!;
            return otherwise with { TraceDigest = DecidedAgain.DigestOf(DecidedAgain.Of(otherwise, policy).Trace) };
        });

        var report = await tampered.Prove();

        Assert.Equal(
            (ProofCheck.DecidedOtherwise, "person/P9", at, "it keeps other than there was before it"),
            Only(report.Findings));
    }

    [Fact]
    public async Task Who_says_that_an_account_was_empty_is_found()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P3", static e => e with { HeldCredits = !e.HeldCredits });

        var report = await tampered.Prove();

        Assert.Contains(
            report.Findings, found => (found.Check, found.Sequence) == (ProofCheck.DecidedOtherwise, at));
    }

    [Fact]
    public async Task A_version_that_was_never_kept_decides_nothing()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e => e with { PolicyVersion = "610100@00000000" });

        var report = await tampered.Prove();

        Assert.Equal(
            (ProofCheck.DecidedOtherwise, "person/P9", at, "the rules of 610100@00000000 were never kept"),
            Only(report.Findings));
    }

    [Fact]
    public async Task Another_insurance_than_the_person_had_is_found()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>(
            "person/P9", static e => e with { Insurance = e.Insurance with { From = e.Insurance.From.AddDays(1) } });

        var report = await tampered.Prove();

        Assert.Equal(
            (ProofCheck.DecidedOtherwise, "person/P9", at, "the person had another insurance on that day"),
            Only(report.Findings));
    }

    [Fact]
    public async Task Rules_that_can_not_be_read_stop_no_proof()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered["policy/610100"][0] = tampered["policy/610100"][0] with { Body = "[[["u8.ToArray() };

        var report = await tampered.Prove();

        Assert.Contains(report.Findings, static found => found.Check == ProofCheck.EntryIsUnreadable);
        Assert.All(report.Findings, static found => Assert.Equal("policy/610100", found.Grain?.Value));
    }

    static bool IsOfPool(Counted counted) =>
        counted.Counter.Name.EndsWith(Counters.PoolMark, StringComparison.Ordinal);

    static (ProofCheck, string?, long, string) Only(IReadOnlyList<Finding> findings)
    {
        var found = Assert.Single(findings);
        return (found.Check, found.Grain?.Value, found.Sequence, found.What);
    }
}
