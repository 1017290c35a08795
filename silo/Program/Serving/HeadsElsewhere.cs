using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
using Gongji.Proof.Proving;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

/// <summary>What is known of a journal outside of it: by the last proof, and where its silo keeps heads.</summary>
static class HeadsElsewhere
{
    /// <summary>Sees before anything is booked that the journal has all that is known of it.</summary>
    /// <exception cref="UsageException">It has not; it says what to do.</exception>
    public static async Task Require(
        IJournalStore journal, Guid ledger, ServePlan plan, ILogger log, CancellationToken stop)
    {
        if (plan.Place.Data.Length > 0
            && await new ProofFile(plan.Place.ProofFile, ledger, ProofFile.ThisProgram).Load(stop) is { } proof)
        {
            await Require(journal, ledger, proof.Heads, plan.Place.ProofFile, stop);
        }
        if (plan.Heads is not { } place)
        {
            return;
        }
        IReadOnlyList<PlacedHead> told;
        try
        {
            told = await place.Read(ledger, stop);
        }
        catch (InvalidDataException another)
        {
            throw new UsageException(another.Message);
        }
        catch (Exception away) when (!stop.IsCancellationRequested)
        {
            // Whoever keeps heads is no reason to book nothing; the silo goes on asking.
            ServerLog.HeadsUnreadable(log, $"{place}", away.Message);
            return;
        }
        if (told.Count == 0)
        {
            ServerLog.NoHeads(log, $"{place}");
        }
        await Require(journal, ledger, told, $"{place}", stop);
    }

    static async Task Require(
        IJournalStore journal, Guid ledger, IReadOnlyList<PlacedHead> known, string place, CancellationToken stop)
    {
        if (await KnownHeads.MissingOf(journal, ledger, known, stop) is { Count: > 0 } missing)
        {
            throw new UsageException(
                $"The journal lacks what '{place}' knows of it, seal {missing[0]}: entries were taken away, or it is "
                + "an older copy. Put the right journal there. If it was restored on purpose, move "
                + $"'{place}' away first.");
        }
    }
}
