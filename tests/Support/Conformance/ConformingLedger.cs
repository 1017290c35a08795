namespace Gongji.Tests.Support.Conformance;

/// <summary>A ledger on some host that is to behave like every other.</summary>
/// <param name="scope">As <see cref="LedgerWords"/> has it; a ledger that no two tests share needs none.</param>
public abstract class ConformingLedger(string scope = "") : LedgerWords(scope)
{
    /// <summary>Has every grain that rests leave memory. Those that have work to finish stay.</summary>
    public abstract Task ForgetAll();
}

/// <summary>A ledger whose clock a test may move.</summary>
/// <param name="scope">As <see cref="LedgerWords"/> has it.</param>
public abstract class TimedLedger(string scope = "") : ConformingLedger(scope)
{
    /// <summary>Lets time pass on the ledger's clock.</summary>
    public abstract Task Pass(TimeSpan much);

    /// <summary>Wakes the grains that have work to finish, once, and waits for them.</summary>
    public abstract Task Sweep();
}
