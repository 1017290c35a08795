using Gongji.Embedded;
using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Policy.Areas;
using Gongji.Policy.Packs;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

/// <summary>The whole ledger in this process: journal, policies, identities, and the host that runs its
/// grains.</summary>
sealed class OneMachine : IAsyncDisposable
{
    readonly EmbeddedHost _host;
    readonly CancellationTokenSource _stopping = new();
    readonly Task _housekeeping;

    OneMachine(IJournalStore store, PolicyPacks policies, IdentityVault vault, ILoggerFactory logs)
    {
        (Store, Policies, Vault) = (store, policies, vault);
        _host = new EmbeddedHost(
            new Lanes(store, new JournalOptions(), TaskScheduler.Default),
            policies,
            Time,
            new EmbeddedOptions(),
            TaskScheduler.Default,
            logs.CreateLogger<EmbeddedHost>());
        _housekeeping = _host.Run(_stopping.Token);
    }

    public IJournalStore Store { get; }

    public PolicyPacks Policies { get; }

    public IdentityVault Vault { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    public IGrains Grains => _host.Grains;

    /// <summary>Takes hold of the journal and starts to work.</summary>
    /// <param name="policies">Folders of packs beside those that are shipped.</param>
    /// <exception cref="PolicyPackException">A pack is wrong.</exception>
    /// <exception cref="IOException">Another process has the journal.</exception>
    public static async Task<OneMachine> Start(
        Place place, IEnumerable<string> policies, ILoggerFactory logs, CancellationToken stop)
    {
        var packs = Packs(policies);
        var store = place.Journal();
        try
        {
            await store.Prepare(stop);
            return new OneMachine(store, packs, new IdentityVault(IdentityKeys.LoadOrCreate(place.KeyFile)), logs);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The shipped packs, and those of further folders.</summary>
    public static PolicyPacks Packs(IEnumerable<string> further) =>
        PolicyFolder.Load([Path.Combine(AppContext.BaseDirectory, "policies"), .. further]);

    /// <summary>Ends what is under way, writes what is queued, and lets go of the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _housekeeping;
        await _host.Stop();
        await Store.DisposeAsync();
        _stopping.Dispose();
    }
}
