using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>What has to hold between credits and what of them is taken back. P1 was credited 120 yuan, spent 110, had
/// 49.08 taken back and was credited 103.64 then; P2's flat sum was taken back whole.</summary>
public sealed class CreditProofTests : IAsyncLifetime
{
    TamperedBooks _tampered = null!;

    public async Task InitializeAsync()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1");
        await ledger.Enrol("P2", PersonKind.Retired);
        var credit = await Credit(ledger, "P1", 120_00, CreditSource.Contribution);
        (await ledger.Settle(ledger.BillOf("P1", inScope: 110))).OrThrow();
        await TakeBack(ledger, "P1", credit, Money.FromFen(49_08));
        await Credit(ledger, "P1", 103_64, CreditSource.Contribution);
        await TakeBack(ledger, "P2", await Credit(ledger, "P2", 100_00, CreditSource.Retirement));
        await Credit(ledger, "P2", 100_00, CreditSource.Retirement);
        _tampered = await TamperedBooks.Of(ledger.Store);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Credits_that_were_taken_back_prove_clean_and_nothing_is_owed_in_the_end()
    {
        var report = await _tampered.Prove();

        Assert.Empty(report.Findings);
        Assert.Equal(64_56 + 100_00, (long)report.Held);
        Assert.Equal((39_08, 39_08), SumsOf(report, "owed by persons"));
        Assert.Equal((2 * 100_00, 100_00), SumsOf(report, "pooled funds"));
        Assert.Equal((120_00 + 103_64, 49_08), SumsOf(report, "contributions"));
    }

    [Fact]
    public async Task More_that_is_taken_back_than_was_credited_is_named()
    {
        var at = _tampered.Change<CreditTakenBack>("person/P1", static e => With(e, Money.FromFen(120_00)));

        AssertFound(await _tampered.Prove(), at, "13000 fen of 120.00 are taken back");
    }

    [Fact]
    public async Task A_credit_that_nobody_booked_or_that_was_taken_back_before_is_named()
    {
        var at = _tampered.Change<CreditTakenBack>(
            "person/P1", static e => e with { Credit = OperationId.Of("admin/credit/none") });

        AssertFound(await _tampered.Prove(), at, "admin/credit/none booked no credit that stands");
    }

    [Fact]
    public async Task Money_that_goes_back_elsewhere_than_it_came_from_is_named()
    {
        var at = _tampered.Change<CreditTakenBack>("person/P1", static e => e with
        {
            Postings =
            [
                .. e.Postings.SkipLast(1), e.Postings[^1] with { Account = "fund/610100/310100" },
            ],
        });

        AssertFound(await _tampered.Prove(), at, "it goes back elsewhere");
    }

    [Fact]
    public async Task What_is_owed_though_it_is_there_is_named()
    {
        var at = _tampered.Change<CreditTakenBack>("person/P1", static e => With(
            e with { Parts = [e.Parts[0] with { Amount = Money.FromFen(1) }] }, Money.FromFen(49_07)));

        AssertFound(await _tampered.Prove(), at, "49.07 is owed, though 9.99 is free");
    }

    [Fact]
    public async Task A_credit_that_leaves_unpaid_what_is_owed_is_named()
    {
        var last = _tampered.Add("person/P2", _tampered["person/P2"][^1].At, new CreditTakenBack(
            OperationId.Of("other"), TakeBackReason.Mistake, [], Money.FromFen(7), []));
        var at = _tampered.Add(
            "person/P2",
            _tampered["person/P2"][^1].At,
            new Credited(Money.FromFen(9), 2026, "opening", Money.Zero, []));

        var report = await _tampered.Prove();

        var found = ProverTests.AssertFound(report, ProofCheck.TakenBackDiffers, "person/P2", at);
        Assert.Equal("0.00 pays what is owed, should be 0.07", found.What);
        ProverTests.AssertFound(report, ProofCheck.TakenBackDiffers, "person/P2", last);
    }

    static CreditTakenBack With(CreditTakenBack e, Money owed) => e with
    {
        Owed = owed,
        Postings =
        [
            .. e.Parts.Select(static part => Posting.Debit($"person/P1/own/{part.Year}", part.Amount)),
            Posting.Debit("person/P1/owed", owed),
            e.Postings[^1] with { Amount = e.Parts[0].Amount + owed },
        ],
    };

    static (long Debit, long Credit) SumsOf(ProofReport report, string name)
    {
        var sum = report.Accounts.Single(each => each.Class == name);
        return ((long)sum.Debit, (long)sum.Credit);
    }

    static void AssertFound(ProofReport report, long at, string what)
    {
        var found = ProverTests.AssertFound(report, ProofCheck.TakenBackDiffers, "person/P1", at);
        Assert.Contains(what, found.What, StringComparison.Ordinal);
    }

    static async Task<OperationId> Credit(TestLedger ledger, string person, long fen, CreditSource source)
    {
        var credit = new CreditAccount(ledger.NewOperation(), Money.FromFen(fen), ledger.Today.Year, source);
        return (await ledger.Person(person).Credit(credit)).OrThrow().Operation;
    }

    static async Task TakeBack(TestLedger ledger, string person, OperationId credit, Money? amount = null) =>
        (await ledger.Person(person).TakeBackCredit(new TakeBackCredit(
            ledger.NewOperation(), credit, TakeBackReason.Corrected, amount))).OrThrow();
}
