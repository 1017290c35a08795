using Gongji.Border.Refusing;

namespace Gongji.Admin.Import;

/// <summary>Counts what comes of the lines of an import, which go side by side.</summary>
sealed class ImportTally
{
    const int LinesMax = 100;

    readonly Lock _lock = new();
    readonly List<long> _already = [];
    readonly List<ImportError> _errors = [];
    (long Applied, long Already, long Refused) _counted;

    public ImportResult Result
    {
        get
        {
            lock (_lock)
            {
                return new ImportResult(
                    _counted.Applied,
                    _counted.Already,
                    _counted.Refused,
                    [.. _already.Order()],
                    [.. _errors.OrderBy(static error => error.Line)]);
            }
        }
    }

    public void Count(long line, Answer<Confirmation> answer)
    {
        lock (_lock)
        {
            if (answer.IsRefused)
            {
                _counted.Refused++;
                Keep(_errors, new ImportError(line, Refusals.Line(answer.Refusal)));
            }
            else if (answer.Value.Already)
            {
                _counted.Already++;
                Keep(_already, line);
            }
            else
            {
                _counted.Applied++;
            }
        }
    }

    static void Keep<T>(List<T> lines, T line)
    {
        if (lines.Count < LinesMax)
        {
            lines.Add(line);
        }
    }
}
