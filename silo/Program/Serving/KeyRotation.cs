using System.Text;
using Gongji.Hosting;
using Gongji.Identity;
using Gongji.Journal.Naming;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;

namespace Gongji.Program.Serving;

/// <summary>Gives a ledger another key to seal with. The one before signs it, and its public half stays known.</summary>
static class KeyRotation
{
    /// <summary>Replaces the key, or goes on where that was broken off.</summary>
    /// <returns>The ledger's keys from now on, and the file in which the one before is kept.</returns>
    /// <exception cref="UsageException">The ledger is served, or something is not there; nothing was changed.</exception>
    /// <exception cref="IOException">Another process writes the journal.</exception>
    public static async Task<(SealKeys Keys, string Kept)> Run(Place place, TimeProvider time, CancellationToken stop)
    {
        var plates = new List<(NamePlate Plate, LedgerName Name)>();
        foreach (var plate in place.JournalPlates.Concat(place.ClusterPlates))
        {
            plates.Add((plate, (await plate.Read(stop)).Name
                ?? throw new UsageException($"There is no ledger at {plate.At}.")));
        }
        var name = Same(plates);
        await using var journal = place.Journal(lanesEach: 1, readersEach: 2);
        await journal.Prepare(stop);
        // A journal in a file is this process's alone by now.
        if (place.Postgres.Count > 0 && await JournalWatch.IsSeen(journal, time, stop))
        {
            throw new UsageException("The ledger is served: stop all its silos first.");
        }
        var (keys, next) = Next(place, plates, name);
        foreach (var (plate, before) in plates.Where(each => each.Name.Seals != $"{keys}"))
        {
            await plate.Replace(before, before with { Seals = $"{keys}" }, stop);
        }
        return (keys, Rename(place.SealKeyFile, next, keys));
    }

    /// <summary>They may differ in the keys that they know: a replacing was broken off then.</summary>
    static LedgerName Same(IReadOnlyList<(NamePlate Plate, LedgerName Name)> plates)
    {
        var longest = plates.MaxBy(static each => each.Name.Seals.Length).Name;
        var (plate, other) = plates.FirstOrDefault(each =>
            each.Name with { Seals = longest.Seals } != longest
            || !longest.Seals.StartsWith(each.Name.Seals, StringComparison.Ordinal));
        return plate is null ? longest : throw new UsageException(
            $"{plate.At} belongs to ledger {other.Ledger}, and not to {longest.Ledger} with its keys.");
    }

    /// <summary>The keys that all databases are to name, and the file of the newest.</summary>
    static (SealKeys Keys, string File) Next(
        Place place, IReadOnlyList<(NamePlate Plate, LedgerName Name)> plates, LedgerName name)
    {
        var (file, fresh) = (place.SealKeyFile, place.SealKeyFile + ".new");
        var known = SealKeyFile.KeysOf(name);
        if (File.Exists(fresh) && SealKeyFile.Load(fresh).Fingerprint == known.Newest.Fingerprint)
        {
            return (known, fresh);
        }
        if (plates.Any(each => each.Name.Seals != name.Seals))
        {
            throw new UsageException($"The databases name another key than '{fresh}': put that file back there.");
        }
        var newest = SealKeyFile.Require(file, name);
        if (!File.Exists(fresh))
        {
            OwnFile.Make(fresh, Encoding.ASCII.GetBytes(SealKey.Random().ToPem()));
        }
        return (known.With(SealKeyFile.Load(fresh), newest, name.Ledger), fresh);
    }

    static string Rename(string file, string fresh, SealKeys keys)
    {
        var kept = Path.Combine(
            Path.GetDirectoryName(file) ?? "",
            $"{Path.GetFileNameWithoutExtension(file)}.{keys.All[^2].Fingerprint}{Path.GetExtension(file)}");
        if (File.Exists(file))
        {
            OwnFile.Rename(file, kept);
        }
        OwnFile.Rename(fresh, file);
        return kept;
    }
}
