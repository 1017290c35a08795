using System.Data.Common;
using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Schema;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Proof.Proving;

namespace Gongji.Program.Showing;

/// <summary>Tells line by line how a ledger stands. What is missing is said in its line, and the others are told all
/// the same.</summary>
sealed class StatusLines(Place place)
{
    /// <summary>Grains with open work that are counted at most.</summary>
    const int OpenMax = 1_000;

    bool HasFolder => place.Data.Length > 0;

    /// <returns>Whether it can be served as it is.</returns>
    public async Task<bool> Show(CancellationToken stop)
    {
        LedgerName? ledger = null;
        var readable = true;
        foreach (var (database, plate) in place.JournalPlates.Index())
        {
            LedgerName? name = null;
            readable &= await Line("ledger", async () =>
            {
                name = (await plate.Read(stop)).Name;
                return $"{name?.Ledger.ToString() ?? "none"} at {plate.At}";
            });
            if (name is not null)
            {
                ledger ??= name;
                readable &= await Show(database, name, stop);
            }
        }
        if (ledger is not null && HasFolder)
        {
            await ShowFiles(ledger, stop);
        }
        return await Line("served", () => Served(stop)) && readable;
    }

    async Task<string> Served(CancellationToken stop)
    {
        if (!HasFolder)
        {
            await Belonging.Require(place, Roles.Silo, stop);
            return "the journal can be; name --data to see whether its keys are there";
        }
        await Belonging.RequireToServe(place, Roles.Silo | Roles.Gateway, stop);
        return "it can be";
    }

    async Task<bool> Show(int database, LedgerName name, CancellationToken stop)
    {
        await using var journal = place.JournalToRead();
        return await Line("entries", () => Entries(database, stop))
            && await Line("sealed", () => Sealed(database, name, journal, stop))
            && await Line("open work", () => OpenWork(database, journal, stop));
    }

    async Task<string> Entries(int database, CancellationToken stop)
    {
        var glance = await (place.Postgres.Count > 0
            ? JournalGlance.AtPostgres(place.Postgres[database])
            : JournalGlance.AtFile(place.JournalFile)).Read(stop);
        var count = Number(Math.Min(glance.Entries, JournalGlance.CountMax));
        var missing = string.Join(", ", glance.Missing);
        return (glance.Entries > JournalGlance.CountMax ? $"more than {count}" : count)
            + (glance.Newest is { } newest ? $", the last of {CopyText.Of(newest)}" : "")
            + $"; tables of {glance.Schema}"
            + (missing.Length == 0 ? "" : $", to which a start adds {missing}");
    }

    /// <summary>How many commits there are, and the heads that no later chain begins behind.</summary>
    static async Task<string> Sealed(int database, LedgerName name, IJournalStore journal, CancellationToken stop)
    {
        var ends = await journal.ReadChains(database, stop);
        var followed = ends.SelectMany(static seal => SealHead.In(seal.Follows)).ToHashSet();
        var last = ends
            .GroupBy(static seal => seal.Chain)
            .Select(static chain => chain.MaxBy(static seal => seal.Number)!)
            .ToList();
        var heads = last
            .Select(seal => seal.HeadIn(new SealedBook(name.Ledger, database + 1)))
            .Where(head => !followed.Contains(head));
        return string.Join(
            "\n          ",
            heads.Select(static head => $"{head}").Prepend(
                $"{Number(last.Sum(static seal => seal.Number))} commits; heads:"));
    }

    static async Task<string> OpenWork(int database, IJournalStore journal, CancellationToken stop)
    {
        var open = await journal.OpenWork(database, null, OpenMax, stop);
        return open.Count == 0
            ? "none"
            : $"{Number(open.Count)}{(open.Count == OpenMax ? " or more" : "")}, the oldest since "
                + CopyText.Of(open[0].Since!.Value);
    }

    async Task ShowFiles(LedgerName name, CancellationToken stop)
    {
        await Line("keys", () =>
        {
            Belonging.RequireKeys(place.KeyFile, name);
            return Task.FromResult($"those of the ledger, at '{place.KeyFile}'");
        });
        await Line("seal key", () => Task.FromResult(
            $"{SealKeyFile.Require(place.SealKeyFile, name).Fingerprint}, at '{place.SealKeyFile}'"));
        await Line("proof", async () =>
            await new ProofFile(place.ProofFile, name.Ledger, ProofFile.ThisProgram).Load(stop) is { } proof
                ? $"up to {CopyText.Of(proof.Newest)}, kept {CopyText.Of(File.GetLastWriteTimeUtc(place.ProofFile))}"
                : $"none is known at '{place.ProofFile}'");
    }

    /// <returns>Whether what it tells of is there.</returns>
    static async Task<bool> Line(string what, Func<Task<string>> tell)
    {
        try
        {
            Console.WriteLine($"{what,-10}{await tell()}");
            return true;
        }
        catch (Exception missing) when (
            missing is UsageException
                or IOException
                or InvalidDataException
                or DbException
                or NewerSchemaException
                or UnauthorizedAccessException)
        {
            Console.WriteLine($"{what,-10}NO: {missing.Message}");
            return false;
        }
    }

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
