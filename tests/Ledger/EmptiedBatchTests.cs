using Gongji.Ledger.Books;
using Gongji.Ledger.Visits;
using Gongji.Visits;

namespace Gongji.Tests.Ledger;

/// <summary>A batch whose lines are taken back again and again.</summary>
public sealed class EmptiedBatchTests
{
    static readonly FeeItem Item = new("1", "XA06AA", "药", Money.FromFen(100), 1, 1);

    [Fact]
    public async Task Whoever_repeats_lines_hears_that_they_were_taken_back_however_often_others_were_since()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        (await ledger.Visit("V1").Register(ledger.RegisterOf(ledger.PersonOf("P1")))).OrThrow();
        var uploads = new List<UploadFees>();
        var cancels = new List<CancelFees>();

        for (var round = 0; round < 40; round++)
        {
            uploads.Add(new UploadFees(
                ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"), [Item]));
            cancels.Add(new CancelFees(
                ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1")));
            (await ledger.Visit("V1").UploadFees(uploads[^1])).OrThrow();
            (await ledger.Visit("V1").CancelFees(cancels[^1])).OrThrow();
        }

        foreach (var upload in uploads)
        {
            Assert.True((await ledger.Visit("V1").UploadFees(upload)).Refusal?.Is(OperationRefusal.Undone));
        }
        // Who was undone of late hears by what.
        foreach (var (upload, cancel) in uploads.Zip(cancels).Skip(24))
        {
            var refusal = (await ledger.Visit("V1").UploadFees(upload)).Refusal;
            Assert.Equal(cancel.Operation.Id.Value, refusal?.Value);
        }
    }

    [Fact]
    public void A_visit_does_not_grow_with_the_times_that_a_batch_was_emptied()
    {
        var state = new VisitState();
        var batch = BatchNo.Of("1");
        var line = new FeeLine(Item, new LineSplit(
            Money.Zero, Money.Zero, Money.Zero, Item.Total, ItemClass.A, 0, null, AccountBarred: false, "09"));
        long sequence = 0;

        for (var round = 0; round < 1_000; round++)
        {
            state.Apply(new Recorded(++sequence, default, null, new FeesUploaded(batch, [line])));
            state.Apply(new Recorded(++sequence, default, null, new FeesCancelled([batch])));
        }

        var kept = state.Batches[batch.Value].EmptiedAt;
        Assert.Equal((16, 2_000L), (kept.Count, kept[^1]));
    }
}
