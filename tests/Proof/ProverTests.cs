using System.Text;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Visits;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

public sealed class ProverTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    [Fact]
    public async Task The_books_of_a_busy_day_prove_clean()
    {
        var tampered = await TamperedBooks.Of(books.Store);

        var report = await tampered.Prove();

        Assert.Empty(report.Findings);
        Assert.True(report.IsClean);
        Assert.Empty(report.Open);
        Assert.True(report.SnapshotsCompared > 0);
        Assert.Equal(report.Accounts.Sum(each => (long)each.Debit), report.Accounts.Sum(each => (long)each.Credit));
        var payers = Assert.Single(report.PayersByArea);
        Assert.Equal("610100", payers.Area.Value);
        Assert.Equal((122, 31), (payers.Settlements, payers.Reversals));
        Assert.Equal(payers.Total, payers.Pool + payers.Own + payers.Aid + payers.Cash);
    }

    [Fact]
    public async Task A_changed_byte_breaks_the_chain_where_it_was_changed()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var entry = tampered["person/P9"][1];
        var text = Encoding.UTF8.GetString(entry.Body).Replace("opening", "openinG", StringComparison.Ordinal);
        tampered["person/P9"][1] = entry with { Body = Encoding.UTF8.GetBytes(text) };

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.HashIsBroken, "person/P9", 2);
    }

    [Fact]
    public async Task A_dropped_entry_leaves_a_gap()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered["person/P9"].RemoveAt(1);

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.SequenceHasGap, "person/P9", 3);
    }

    [Fact]
    public async Task An_unknown_kind_of_event_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var last = tampered.Repeat<Credited>("person/F9", "other");
        tampered["person/F9"][^1] = tampered["person/F9"][^1] with { Kind = "person.forgotten.1" };

        var report = await tampered.Prove();

        var found = AssertFound(report, ProofCheck.EntryIsUnreadable, "person/F9", last);
        Assert.Contains("person.forgotten.1", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_takes_more_than_is_there_can_not_follow()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e => e with
        {
            Own = [e.Own[0] with { Amount = Money.FromFen(10_01) }],
            Cash = e.Cash,
        });

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.EntryCannotFollow, "person/P9", at);
    }

    [Fact]
    public async Task An_operation_that_is_recorded_twice_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var last = tampered.Repeat<Credited>("person/F9", tampered["person/F9"][1].Operation);

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.OperationRecordedTwice, "person/F9", last);
    }

    [Fact]
    public async Task Postings_that_do_not_balance_are_named_and_the_sums_do_not_close()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Credited>("person/F9", static e => e with
        {
            Postings = [e.Postings[0], e.Postings[1] with { Amount = Money.FromFen(1) }],
        });

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.PostingsDoNotBalance, "person/F9", at);
    }

    [Fact]
    public async Task Money_that_came_from_nowhere_opens_the_sums()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        tampered.Change<Credited>("person/F9", static e => e with
        {
            Amount = e.Amount + Money.FromFen(1),
        });

        var report = await tampered.Prove();

        Assert.Contains(report.Findings, static found => found.Check == ProofCheck.MoneyDiffers);
    }

    [Fact]
    public async Task Balanced_postings_that_tell_another_story_than_the_event_are_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e => e with
        {
            Postings = [.. e.Postings.Select(static posting => posting with
            {
                Account = posting.Account.Replace("P9", "P1", StringComparison.Ordinal),
            })],
        });

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.PostingsDoNotSayTheEvent, "person/P9", at);
    }

    [Fact]
    public async Task A_bill_whose_payers_do_not_add_up_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e =>
            e with { Layers = [e.Layers[0] with { Pays = e.PoolPay + Money.FromFen(1) }] });

        var report = await tampered.Prove();

        var found = AssertFound(report, ProofCheck.BillDoesNotAddUp, "person/P9", at);
        Assert.StartsWith("the pool pays", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bill_whose_parts_do_not_add_up_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e => e with
        {
            Bill = e.Bill with { Amounts = e.Bill.Amounts with { OverLimit = Money.FromFen(1) } },
        });

        var report = await tampered.Prove();

        var found = AssertFound(report, ProofCheck.BillDoesNotAddUp, "person/P9", at);
        Assert.StartsWith("parts", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fee_line_that_does_not_add_up_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<FeesUploaded>("visit/V900", static e => e with
        {
            Lines = [e.Lines[0] with { Split = e.Lines[0].Split with { OverLimit = Money.FromFen(1) } }],
        });

        var report = await tampered.Prove();

        var found = AssertFound(report, ProofCheck.BillDoesNotAddUp, "visit/V900", at);
        Assert.StartsWith("line 1", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_bill_that_is_not_the_sum_of_its_lines_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<BatchSealed>("visit/V900", static e => new BatchSealed(e.Bill with
        {
            Amounts = e.Bill.Amounts with { Total = Money.FromFen(1) },
        }));

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.BillDoesNotAddUp, "visit/V900", at);
    }

    [Fact]
    public async Task A_balance_that_replay_does_not_reach_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Change<Settled>("person/P9", static e => e with { BalanceAfter = Money.FromFen(7) });

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.BalanceDiffers, "person/P9", at);
    }

    [Fact]
    public async Task A_snapshot_that_says_another_state_than_the_journal_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Snapshots.FindIndex(static each => each.Grain.Value == "person/P3");
        var kept = tampered.Snapshots[at];
        var text = Encoding.UTF8.GetString(kept.Body);
        var balance = text.IndexOf("\"balance\":", StringComparison.Ordinal) + "\"balance\":".Length;
        tampered.Snapshots[at] = kept with { Body = Encoding.UTF8.GetBytes(text.Insert(balance, "1")) };

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.SnapshotDiffers, "person/P3", kept.Sequence);
    }

    [Fact]
    public async Task A_snapshot_with_a_number_that_cannot_be_ends_no_proof()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Snapshots.FindIndex(static each => each.Grain.Value == "person/P3");
        var kept = tampered.Snapshots[at];
        var text = Encoding.UTF8.GetString(kept.Body);
        var balance = text.IndexOf("\"balance\":", StringComparison.Ordinal) + "\"balance\":".Length;
        tampered.Snapshots[at] = kept with { Body = Encoding.UTF8.GetBytes(text.Insert(balance, "-")) };

        var failed = await Record.ExceptionAsync(() => tampered.Prove());

        Assert.Null(failed);
    }

    [Fact]
    public async Task A_snapshot_of_another_journal_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Snapshots.FindIndex(static each => each.Grain.Value == "person/P3");
        var kept = tampered.Snapshots[at];
        tampered.Snapshots[at] = kept with { Hash = new byte[32] };

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.SnapshotDiffers, "person/P3", kept.Sequence);
    }

    [Fact]
    public async Task A_snapshot_beyond_the_end_of_the_journal_is_named()
    {
        var tampered = await TamperedBooks.Of(books.Store);
        var at = tampered.Snapshots.FindIndex(static each => each.Grain.Value == "person/P3");
        tampered.Snapshots[at] = tampered.Snapshots[at] with { Sequence = 1_000 };

        var report = await tampered.Prove();

        AssertFound(report, ProofCheck.SnapshotDiffers, "person/P3", 1_000);
    }

    internal static Finding AssertFound(ProofReport report, ProofCheck check, string grain, long sequence)
    {
        var same = report.Findings.Where(found =>
            (found.Check, found.Grain?.Value, found.Sequence) == (check, grain, sequence));
        Assert.True(same.Any(), $"no {check} at {grain} {sequence} in:\n{string.Join('\n', report.Findings)}");
        return same.First();
    }
}
