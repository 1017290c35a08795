namespace Gongji.LoadTests.Engines;

/// <summary>In what the grains of a ledger live.</summary>
enum EngineKind
{
    /// <summary>An Orleans silo that is alone in its process, as the program runs on one machine.</summary>
    Silo,

    /// <summary>The host of the tests, without Orleans: what grains, journal and lanes take by themselves.</summary>
    Mailbox,
}
