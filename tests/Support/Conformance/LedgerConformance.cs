using System.Text.Json;
using Gongji.Journal.Codec;

namespace Gongji.Tests.Support.Conformance;

/// <summary>What a ledger does on every host, as its callers see it. The parts stand beside, by theme. A host inherits
/// this class and says how a test gets its ledger.</summary>
/// <remarks>A host that wakes grains by itself has to leave holds alone that are younger than a test takes.</remarks>
public abstract partial class LedgerConformance
{
    /// <summary>Runs a test on a ledger of its own, or on one that others use under other names. A test waits for
    /// nothing but the ledger, so a host that runs everything on a scheduler of its own can run it there.</summary>
    protected abstract Task On(Func<ConformingLedger, Task> test);

    static string TextOf<T>(T answer) => JsonSerializer.Serialize(answer, LedgerJson.Options);
}
