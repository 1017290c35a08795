using Gongji.Hosting.Heads;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
using Gongji.Proof.Proving;

namespace Gongji.Program.Serving;

/// <summary>What is known of a ledger besides its journal, by which that is proven.</summary>
/// <param name="File">Where proofs are kept.</param>
/// <param name="Proof">The last one; null when there is none.</param>
/// <param name="Told">Heads that are kept elsewhere.</param>
/// <param name="IsKeyKnown">Whether somebody else than the journal says with which key it is sealed.</param>
sealed record KnownLedger(
    LedgerName Name,
    ProofFile File,
    KnownProof? Proof,
    IReadOnlyList<PlacedHead> Told,
    SealTrust Trust,
    bool IsKeyKnown)
{
    public bool HasHeads => Told.Count + (Proof?.Heads.Count ?? 0) > 0;

    /// <param name="heads">Where heads are told; null when nobody named a place.</param>
    /// <exception cref="UsageException">What is there is not of one ledger.</exception>
    public static async Task<KnownLedger> Read(Place place, string? heads, CancellationToken stop) =>
        await Of(await Belonging.Require(place, Roles.Silo, stop), place, heads, stop);

    /// <summary>What is known of a ledger whose journal lies elsewhere.</summary>
    /// <inheritdoc cref="Read"/>
    public static async Task<KnownLedger> Of(LedgerName name, Place place, string? heads, CancellationToken stop)
    {
        var file = new ProofFile(place.ProofFile, name.Ledger, ProofFile.ThisProgram);
        var proof = place.Data.Length > 0 ? await file.Load(stop) : null;
        var (trust, isKeyKnown) = SealKeyFile.ToCheckWith(name, place.SealKeyFile, proof?.SealKey);
        return new KnownLedger(name, file, proof, await ToldAt(heads, name.Ledger, stop), trust, isKeyKnown);
    }

    /// <inheritdoc cref="Prover.Prove"/>
    public Task<Proven> Prove(
        IJournalStore journal, bool full, IProgress<ProofProgress>? progress, CancellationToken stop) =>
        Prover.Prove(Proof, Told, full, journal, Trust, TimeProvider.System, progress, stop);

    static async Task<IReadOnlyList<PlacedHead>> ToldAt(string? place, Guid ledger, CancellationToken stop)
    {
        if (place is null)
        {
            return [];
        }
        var at = HeadsPlace.Of(place);
        var told = await at.Read(ledger, stop);
        return told.Count > 0 ? told : throw new UsageException($"Nothing is at '{at}'.");
    }
}
