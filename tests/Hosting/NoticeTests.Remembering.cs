using Gongji.Journal.Entries;
using Gongji.People;

namespace Gongji.Tests.Hosting;

// What is read again for a notice, and what is not.
public abstract partial class NoticeTests
{
    [ContractFact]
    public async Task What_moves_in_an_old_account_is_told_without_reading_its_whole_life()
    {
        await Ledger.Enrol("P1");
        await Credit("P1", 60);
        await Ledger.Host.Collect();
        var reading = new CountedReads(Journal);
        var notifier = await Begun(reading);

        await Credit("P1", 2);
        await notifier.Round(default);

        Assert.Equal((await StatementOf("P1")).TakeLast(2), Inbox.Notices.Select(Amounts));
        Assert.Equal(2 + 2, reading.Entries);
    }

    [ContractFact]
    public async Task What_is_reversed_long_after_is_told_with_its_place_and_for_whom_it_was()
    {
        await Family();
        var receipt = (await Ledger.Settle(Ledger.BillOf("P1", inScope: 700))).OrThrow();
        await Journal.Written("person.hold_captured.2", 1);
        await Credit("F1", 40);
        await Credit("P1", 40);
        await Ledger.Host.Collect();
        var notifier = await Begun();

        await Ledger.Reverse(receipt);
        await Journal.Written("person.hold_returned.2", 1);
        await notifier.Round(default);

        Assert.Equal(
            """
            P1 reversed +50.00 -0.00 =870.00 owed 0.00 H61010000001 610100 [F1 N1 100.00]
            F1 relative_reversed +100.00 -0.00 =920.00 owed 0.00 H61010000001 610100 P1 N1
            """,
            string.Join('\n', Inbox.Notices.Select(Line)));
    }

    [ContractFact]
    public async Task Many_reversals_of_a_patient_read_the_patient_s_journal_no_oftener_than_one()
    {
        await Family();
        var receipts = new List<Receipt>();
        for (var n = 1; n <= 5; n++)
        {
            receipts.Add((await Ledger.Settle(Ledger.BillOf("P1", inScope: 10 * n))).OrThrow());
        }
        await Journal.Written("person.hold_captured.2", 3);
        var reading = new CountedReads(Journal);
        var notifier = await Begun(reading);

        foreach (var receipt in receipts)
        {
            await Ledger.Reverse(receipt);
        }
        await Journal.Written("person.hold_returned.2", 3);
        await notifier.Round(default);

        Assert.Equal(5 + 3, Inbox.Notices.Count(static notice => (string?)notice["institution"] == "H61010000001"));
        Assert.Equal(2, reading.Readings(GrainKey.Person(Ledger.PersonOf("P1"))));
    }

    [ContractFact]
    public async Task Notices_that_are_behind_tell_of_the_account_as_it_was_and_not_as_a_later_snapshot_has_it()
    {
        await Ledger.Enrol("P1");
        await Credit("P1", 40);
        var notifier = await Begun();

        await Credit("P1", 2);
        await Ledger.Host.Collect();
        await Credit("P1", 1);
        await notifier.Round(default);

        Assert.Equal((await StatementOf("P1")).TakeLast(3), Inbox.Notices.Select(Amounts));
    }

    [ContractFact]
    public async Task A_snapshot_that_the_journal_does_not_bear_out_tells_nobody_anything()
    {
        await Ledger.Enrol("P1");
        await Credit("P1", 40);
        await Ledger.Host.Collect();
        var notifier = await Begun(new WrongSnapshots(Journal));

        await Credit("P1", 1);
        await notifier.Round(default);

        Assert.Equal((await StatementOf("P1")).TakeLast(1), Inbox.Notices.Select(Amounts));
    }

    sealed class CountedReads(IJournalStore inner) : PassThroughStore(inner)
    {
        readonly List<GrainKey> _readings = [];

        public int Entries { get; private set; }

        public int Readings(GrainKey grain) => _readings.Count(read => read == grain);

        public override IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, CancellationToken stop = default)
        {
            _readings.Add(grain);
            return base.Read(grain, from, to, stop).Select(entry =>
            {
                Entries++;
                return entry;
            });
        }
    }

    /// <summary>Snapshots that name an entry which they are not of.</summary>
    sealed class WrongSnapshots(IJournalStore inner) : PassThroughStore(inner)
    {
        public override async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
            await base.ReadSnapshot(grain, stop) is { } snapshot
                ? TestSeals.Sealer.Snapshots.Seal(snapshot with { Sequence = snapshot.Sequence - 1 })
                : null;
    }
}
