using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Ledger.People.Patient;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Tests.Proof;

/// <summary>The books of a busy day. P9, N9 and F9 have one settlement with aid; P8, N8 and F8 one that was reversed.
/// </summary>
public sealed class BusyBooks : IAsyncLifetime
{
    public MemoryJournalStore Store { get; } = new();

    public async Task InitializeAsync()
    {
        var watched = new WatchedJournalStore(Store);
        await using var ledger = await TestLedger.Start(watched);
        await ledger.KeepRules();
        await ledger.RegisterHospital();
        await Populate(ledger);

        var receipts = await Task.WhenAll(
            Enumerable.Range(1, 40).SelectMany(_ => (Task<Answer<Receipt>>[])
            [
                ledger.Settle(ledger.BillOf("P1", inScope: 90, ownExpense: 10)),
                ledger.Settle(ledger.BillOf("P2", inScope: 40, ownExpense: 1)),
                ledger.Settle(ledger.BillOf("P3", inScope: 300)),
            ]));
        receipts =
        [
            .. receipts,
            await ledger.Settle(ledger.BillOf("P9", inScope: 100)),
            await ledger.Settle(ledger.BillOf("P8", inScope: 100)),
        ];
        await Task.WhenAll(receipts.Where(static (_, i) => i % 4 == 1).Select(receipt =>
        {
            var (settlement, bill) = (receipt.OrThrow().Settlement, receipt.OrThrow().Bill);
            return ledger.Person(bill.Person.Value).Reverse(
                new Reverse(ledger.NewOperation(), settlement, bill.Visit));
        }));

        await watched.Written("person.delivered.2", await Messages());
        await Visit(ledger);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    static async Task Populate(TestLedger ledger)
    {
        await ledger.Enrol("F1", yuan: 2_000);
        await ledger.Enrol("P1", yuan: 500);
        await ledger.Enrol("P2", PersonKind.Resident);
        await ledger.Enrol("P3", yuan: 9_000);
        await ledger.FormNetwork("N1", "F1", "P1");
        var limits = new MemberLimits(Money.FromFen(20_00), Money.FromFen(300_00), LimitPeriod.Month);
        await ledger.AddMember("N1", "P2", limits);
        foreach (var n in (string[])["8", "9"])
        {
            await ledger.Enrol("F" + n, yuan: 1_000);
            await ledger.Enrol("P" + n, yuan: 10);
            await ledger.FormNetwork("N" + n, "F" + n);
            await ledger.AddMember("N" + n, "P" + n, new MemberLimits(PerPeriod: Money.FromFen(500_00)));
        }
    }

    static async Task Visit(TestLedger ledger)
    {
        var (person, hospital, batch) = (PersonNo.Of("P3"), ledger.Hospital, BatchNo.Of("1"));
        var visit = ledger.Grains.Visit(VisitId.Of("V900"));
        (await visit.Register(ledger.RegisterOf(person))).OrThrow();
        var item = new FeeItem("1", "X1", "药", Money.FromFen(30_00), 3, 10);
        (await visit.UploadFees(new UploadFees(ledger.NewOperation(), person, hospital, batch, [item]))).OrThrow();
        (await visit.Seal(person, hospital, batch)).OrThrow();
    }

    /// <summary>How many messages patients have to tell networks.</summary>
    async Task<int> Messages()
    {
        var count = 0;
        await foreach (var (_, entry) in Store.ReadByGrain())
        {
            count += EventKinds.Decode(entry).Event switch
            {
                Settled e => e.Aid.Length,
                Reversed e => e.Aid.Length,
                _ => 0,
            };
        }
        return count;
    }
}
