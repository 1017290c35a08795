using System.ComponentModel.DataAnnotations;
using Gongji.Border.Refusing;

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
public sealed record ImportProgress(long Lines, long Applied, long Refused, long Position, long Length)
{
    internal ImportProgress(long lines, long applied, long refused, Stream file)
        : this(lines, applied, refused, file.CanSeek ? file.Position : 0, file.CanSeek ? file.Length : 0)
    {
    }
}

/// <summary>A line that was not applied, and why.</summary>
public sealed record ImportError(long Line, string Reason);

/// <summary>What came of an import. Lines that were applied before count as applied: the ledger answers them as it
/// did.</summary>
public sealed class ImportResult
{
    readonly Lock _lock = new();
    readonly List<ImportError> _errors = [];

    public long Applied { get; private set; }

    public long Refused { get; private set; }

    /// <summary>The first lines that were refused, in the order of the file.</summary>
    public IReadOnlyList<ImportError> Errors
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors.OrderBy(static e => e.Line)];
            }
        }
    }

    internal void Apply()
    {
        lock (_lock)
        {
            Applied++;
        }
    }

    internal void Refuse(long line, Refusal refusal, int errorsMax)
    {
        lock (_lock)
        {
            Refused++;
            if (_errors.Count < errorsMax)
            {
                _errors.Add(new ImportError(line, Refusals.Line(refusal)));
            }
        }
    }
}
