using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;

namespace Gongji.Proof.Copying;

/// <summary>A file that <see cref="JournalExport"/> wrote. Of what is in it only the form is relied on.</summary>
public sealed class ExportFile : ICommitSource
{
    /// <summary>More than any commit of a ledger takes.</summary>
    const int LineBytesMax = 1 << 30;

    readonly string _path;
    readonly ExportHeader _header;

    ExportFile(string path, ExportHeader header) =>
        (_path, _header, Begun) = (path, header, JournalTime.Of(header.Begun));

    public LedgerName Ledger => _header.Named;

    public int Databases => _header.Databases;

    /// <summary>All that was durable then is in it.</summary>
    public DateTimeOffset Begun { get; }

    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static async Task<ExportFile> Open(string path, CancellationToken stop)
    {
        var first = await Lines(path, stop).FirstOrDefaultAsync(stop)
            ?? throw new InvalidDataException($"'{path}' is empty.");
        var file = Parsed(path, 1, first, (ExportHeader header) => new ExportFile(path, header));
        return file._header is { Format: ExportHeader.Name, Databases: > 0 }
            ? file
            : throw new InvalidDataException($"'{path}' is no journal in the format {ExportHeader.Name}.");
    }

    public async IAsyncEnumerable<WholeCommit> Read([EnumeratorCancellation] CancellationToken stop)
    {
        var tally = new ExportTally(Ledger.Ledger, Databases);
        var (number, database) = (1L, 0);
        byte[]? last = null;
        await foreach (var line in Lines(_path, stop).Skip(1))
        {
            if (last is not null)
            {
                var commit = Parsed(_path, number, last, static (ExportCommit commit) => commit.Whole);
                database = InOrder(commit, number, database);
                tally.Take(commit);
                yield return commit;
            }
            (last, number) = (line, number + 1);
        }
        if (last is null || !JsonSerializer.SerializeToUtf8Bytes(tally.Footer, ExportJson.Options).SequenceEqual(last))
        {
            throw new InvalidDataException($"'{_path}' does not end by saying what it has: it is not whole.");
        }
    }

    /// <summary>A grain is in one database, and databases come one after the other.</summary>
    int InOrder(WholeCommit commit, long number, int before)
    {
        if (commit.Database < before
            || commit.Database >= Databases
            || commit.Entries.Any(entry => GrainHash.Of(entry.Grain.Value) % (uint)Databases != commit.Database))
        {
            throw new InvalidDataException($"Line {number} of '{_path}' does not belong where it stands.");
        }
        return commit.Database;
    }

    static T Parsed<TLine, T>(string path, long number, byte[] line, Func<TLine, T> of)
    {
        try
        {
            return of(JsonSerializer.Deserialize<TLine>(line, ExportJson.Options)
                ?? throw new InvalidDataException($"Line {number} of '{path}' is null."));
        }
        catch (Exception wrong) when (
            wrong is JsonException or EncoderFallbackException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException($"Line {number} of '{path}' is no such line: {wrong.Message}", wrong);
        }
    }

    /// <exception cref="InvalidDataException">The last one has no end, or one is too long.</exception>
    static async IAsyncEnumerable<byte[]> Lines(string path, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        ReadResult read;
        do
        {
            read = await reader.ReadAsync(stop);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (rest.Length > LineBytesMax || (read.IsCompleted && !rest.IsEmpty))
            {
                throw new InvalidDataException($"'{path}' has a line without an end: it is not whole.");
            }
            reader.AdvanceTo(rest.Start, rest.End);
        }
        while (!read.IsCompleted);
    }
}
