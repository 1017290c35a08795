using System.ComponentModel.DataAnnotations;

namespace Gongji.Admin.Import;

/// <summary>How an import goes about it.</summary>
public sealed class ImportOptions
{
    /// <summary>How many persons, networks or institutions are changed side by side.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; set; } = 64;

    /// <summary>How many lines are kept in memory.</summary>
    [Range(1, 100_000)]
    public int LinesAtOnce { get; set; } = 4096;
}

/// <summary>How far an import is.</summary>
/// <param name="Lines">Lines that are done with.</param>
/// <param name="Position">Bytes of the file that were read.</param>
/// <param name="Length">Bytes of the file; 0 when it can't be told.</param>
public sealed record ImportProgress(long Lines, long Applied, long Already, long Refused, long Position, long Length)
{
    internal ImportProgress(ImportResult done, Stream file)
        : this(
            done.Applied + done.Already + done.Refused,
            done.Applied,
            done.Already,
            done.Refused,
            file.CanSeek ? file.Position : 0,
            file.CanSeek ? file.Length : 0)
    {
    }
}

/// <summary>A line that was not applied, and why.</summary>
public sealed record ImportError(long Line, string Reason);

/// <summary>What came of an import. Each line that says something is counted once.</summary>
/// <param name="Applied">Lines that changed the ledger now.</param>
/// <param name="Already">Lines whose operation the ledger had before; nothing was booked for them now.</param>
/// <param name="AlreadyLines">The first of those, in the order of the file.</param>
/// <param name="Errors">The first lines that were refused, in the order of the file.</param>
public sealed record ImportResult(
    long Applied,
    long Already,
    long Refused,
    IReadOnlyList<long> AlreadyLines,
    IReadOnlyList<ImportError> Errors);
