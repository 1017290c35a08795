using System.Text;
using Gongji.Hosting.Snapshots;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace Gongji.Tests.Hosting;

/// <summary>A snapshot in Orleans' grain storage is only a hint.</summary>
public sealed class SnapshotTests
{
    static readonly GrainKey Key = GrainKey.Person(PersonNo.Of("P1"));

    readonly Storage _storage = new();
    readonly GrainStorageSnapshots _snapshots;

    public SnapshotTests() =>
        _snapshots = new GrainStorageSnapshots(_storage, NullLogger<GrainStorageSnapshots>.Instance);

    [Fact]
    public async Task A_snapshot_comes_back_as_it_was_kept_and_a_newer_one_replaces_it()
    {
        await _snapshots.WriteSnapshot(Of(3), default);
        await _snapshots.WriteSnapshot(Of(5), default);
        await _snapshots.WriteSnapshot(Of(4), default);

        var kept = await _snapshots.ReadSnapshot(Key, default);

        Assert.Equal(5, kept!.Sequence);
        Assert.Equal(Of(5).Body, kept.Body);
        Assert.Equal(Of(5).Hash, kept.Hash);
        Assert.Equal(SnapshotHolds.Yes, TestSeals.Sealer.Snapshots.Check(kept));
    }

    [Fact]
    public async Task What_can_t_be_read_counts_as_none_and_is_replaced()
    {
        await _snapshots.WriteSnapshot(Of(3), default);
        _storage.Kept = "no json"u8.ToArray();

        var odd = await _snapshots.ReadSnapshot(Key, default);
        await _snapshots.WriteSnapshot(Of(1), default);

        Assert.Null(odd);
        Assert.Equal(1, (await _snapshots.ReadSnapshot(Key, default))!.Sequence);
    }

    [Theory]
    [InlineData("""{"sequence":3,"hash":"AQID"}""")]
    [InlineData("""{"sequence":3,"hash":"AQID","body":null,"seal":"","more":1}""")]
    [InlineData("""{"sequence":0,"hash":"AQID","body":{},"seal":""}""")]
    [InlineData("null")]
    public async Task What_is_no_whole_snapshot_counts_as_none(string payload)
    {
        _storage.Kept = Encoding.UTF8.GetBytes(payload);

        var odd = await _snapshots.ReadSnapshot(Key, default);

        Assert.Null(odd);
    }

    [Fact]
    public async Task A_text_that_was_damaged_in_a_snapshot_is_left_to_the_reader_of_its_body()
    {
        await _snapshots.WriteSnapshot(Of(3), default);
        var damaged = Of(3).Body;
        damaged[damaged.AsSpan().IndexOf("张"u8)] = (byte)'x';
        _storage.Kept![_storage.Kept.AsSpan().IndexOf("张"u8)] = (byte)'x';

        var odd = await _snapshots.ReadSnapshot(Key, default);

        Assert.Equal(damaged, odd!.Body);
    }

    [Fact]
    public async Task A_first_write_that_lost_a_race_and_a_storage_that_is_away_disturb_nobody()
    {
        _storage.Fails = new InconsistentStateException("two rows");

        await _snapshots.WriteSnapshot(Of(3), default);
        var none = await _snapshots.ReadSnapshot(Key, default);

        Assert.Null(none);
    }

    static Snapshot Of(long sequence) => TestSeals.Sealer.Snapshots.Seal(new Snapshot(
        Key, sequence, [1, 2, (byte)sequence], Encoding.UTF8.GetBytes($$"""{"name":"张三","fen":{{sequence}}}""")));

    /// <summary>Grain storage of one grain.</summary>
    sealed class Storage : IGrainStorage
    {
        readonly SnapshotFormat _format = new();

        public byte[]? Kept { get; set; }

        public Exception? Fails { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Fail();
            grainState.RecordExists = Kept is not null;
            if (Kept is not null)
            {
                grainState.State = _format.Deserialize<T>(new BinaryData(Kept))!;
            }
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Fail();
            Kept = _format.Serialize(grainState.State).ToArray();
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            throw new NotSupportedException();

        void Fail()
        {
            if (Fails is not null)
            {
                throw Fails;
            }
        }
    }
}
