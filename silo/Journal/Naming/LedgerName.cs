namespace Gongji.Journal.Naming;

/// <summary>Which ledger something belongs to.</summary>
/// <param name="Ledger">Made at random when the ledger was begun.</param>
/// <param name="Keys">Fingerprint of its keys to identities.</param>
/// <param name="Seals">The public halves of the keys that its journal is sealed with, see
/// <see cref="Sealing.SealKeys"/>. Empty where an earlier version began it.</param>
public sealed record LedgerName(Guid Ledger, string Keys, string Seals);

/// <summary>What a database says of itself.</summary>
/// <param name="Name">Null when it belongs to no ledger.</param>
/// <param name="HasEntries">Whether there is an entry of a journal in it.</param>
public sealed record FoundName(LedgerName? Name, bool HasEntries);
