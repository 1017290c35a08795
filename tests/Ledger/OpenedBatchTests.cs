using Gongji.Client.Calls;
using Gongji.Visits;

namespace Gongji.Tests.Ledger;

/// <summary>Two change a batch while the person gives up its bill.</summary>
public sealed class OpenedBatchTests : ICalls, IAsyncDisposable
{
    static readonly BatchNo Batch = BatchNo.Of("1");

    readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _goes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TestLedger _ledger = null!;
    int _voidings;

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task Lines_that_come_when_the_bill_was_made_anew_give_that_one_up_too()
    {
        await Begin();
        var slow = Upload("2");
        await _came.Task;
        (await Upload("3")).OrThrow();
        var anew = (await Seal()).OrThrow();

        _goes.SetResult();

        (await slow).OrThrow();
        var batch = Assert.Single((await _ledger.Visit("V1").View()).OrThrow().Batches);
        Assert.False(batch.Sealed);
        Assert.Equal(["1", "3", "2"], batch.Lines.Select(static line => line.Item.Number));
        var last = (await Seal()).OrThrow();
        Assert.Equal((2, 3, 300), (anew.Seal, last.Seal, last.Amounts.Total.Fen));
    }

    [Fact]
    public async Task Lines_are_taken_back_also_when_the_bill_was_made_anew()
    {
        await Begin();
        var slow = _ledger.Visit("V1").CancelFees(
            new CancelFees(_ledger.NewOperation(), _ledger.PersonOf("P1"), _ledger.Hospital, Batch));
        await _came.Task;
        (await Upload("2")).OrThrow();
        (await Seal()).OrThrow();

        _goes.SetResult();

        (await slow).OrThrow();
        Assert.Empty(Assert.Single((await _ledger.Visit("V1").View()).OrThrow().Batches).Lines);
    }

    [Fact]
    public async Task Lines_of_one_batch_give_up_no_bill_of_another()
    {
        await Begin();
        _goes.SetResult();

        (await Upload("2", BatchNo.Of("2"))).OrThrow();

        Assert.Equal(0, _voidings);
        var batches = (await _ledger.Visit("V1").View()).OrThrow().Batches;
        Assert.Equal([true, false], batches.Select(static batch => batch.Sealed));
    }

    /// <summary>The first who asks the person to give bills up waits before that.</summary>
    async Task<T> ICalls.Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call)
    {
        if (key.Kind is GrainKind.Person && typeof(T) == typeof(Answer<Done>) && ++_voidings == 1)
        {
            _came.SetResult();
            await _goes.Task;
        }
        return await ((ICalls)_ledger.Host).Call(key, call);
    }

    /// <summary>A batch of one line, of which there is a bill.</summary>
    async Task Begin()
    {
        _ledger = await TestLedger.Start(neighbours: this);
        await _ledger.RegisterHospital();
        await _ledger.Enrol("P1");
        (await _ledger.Visit("V1").Register(_ledger.RegisterOf(_ledger.PersonOf("P1")))).OrThrow();
        (await Upload("1")).OrThrow();
        (await Seal()).OrThrow();
    }

    Task<Answer<UploadedFees>> Upload(string number, BatchNo? batch = null) =>
        _ledger.Visit("V1").UploadFees(new UploadFees(
            _ledger.NewOperation(),
            _ledger.PersonOf("P1"),
            _ledger.Hospital,
            batch ?? Batch,
            [new FeeItem(number, "XA06AA", "药", Money.FromFen(100), 1, 1)]));

    Task<Answer<Bill>> Seal() => _ledger.Visit("V1").Seal(_ledger.PersonOf("P1"), _ledger.Hospital, Batch);
}
