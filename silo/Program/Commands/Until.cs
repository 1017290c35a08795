using System.CommandLine;
using System.Globalization;
using Gongji.Program.Logs;
using Gongji.Proof.Copying;

namespace Gongji.Program.Commands;

/// <summary>The option that says up to where a journal is taken.</summary>
static class Until
{
    public static Option<string?> Option() => new("--until")
    {
        Description = "Take what was decided up to a moment such as 2026-03-01T04:00:00Z, or was sealed up to "
            + "CHAIN:NUMBER of a seal, and nothing later; all when it is left out.",
    };

    /// <exception cref="UsageException">Neither a moment nor a seal.</exception>
    /// <exception cref="InvalidDataException">There is no such seal.</exception>
    public static async Task<JournalCut> CutAt(string? until, ICommitSource source, CancellationToken stop)
    {
        if (until is null)
        {
            return JournalCut.Nowhere;
        }
        return SealIn(until) is var (chain, number)
            ? await JournalCut.At(chain, number, source, stop)
            : JournalCut.At(AtCommand.MomentOf(until));
    }

    /// <returns>Null when it is none.</returns>
    static (string Chain, long Number)? SealIn(string text) =>
        text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..].Split(':') is [var name, var number, ..]
        && (name is ['c', .. { Length: 32 } placed] ? placed : name) is { Length: 32 } chain
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (chain, n)
            : null;
}
