namespace Gongji.Tests.Ledger.Refusals;

/// <summary>A way to each of some refusals, by code. The last thing that a way asks is refused.</summary>
sealed class Ways : Dictionary<string, Func<LedgerWords, Task<Refusal?>>>
{
    public TheoryData<string> Codes => [.. Keys];

    public void Add<TReason, T>(TReason reason, Func<LedgerWords, Task<Answer<T>>> way)
        where TReason : struct, Enum
        where T : class =>
        Add(Refusal.Of(reason, "", "").Code, async ledger => (await way(ledger)).Refusal);

    /// <summary>Goes the way to a refusal on a ledger where nothing has happened yet.</summary>
    public async Task Lead(string code)
    {
        var time = MailboxLedger.Noon();
        await using var ledger = await MailboxLedger.Start(new MemoryJournalStore(), time);

        var refusal = await this[code](new MailboxLedger(ledger, time));

        Assert.Equal(code, refusal?.Code);
    }
}
