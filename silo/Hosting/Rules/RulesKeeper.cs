using Gongji.Hosting.Activation;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Life;
using Gongji.Journal.Reaching;
using Gongji.Ledger.Books;
using Gongji.Ledger.Rules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Rules;

/// <summary>Sees, before a silo says that it is ready, that the journal keeps the rules of every version by which the
/// silo can decide. While it can't be reached it is asked again, and nobody is served.</summary>
/// <param name="time">By which it waits.</param>
sealed class RulesKeeper(SiloLedger ledger, TimeProvider time, ILogger<RulesKeeper> log) : IHostedService
{
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidDataException">What the journal keeps can't be read, or is other than what the packs
    /// say.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await AreKept())
        {
            await Task.Delay(Again, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>False when somebody could not be reached.</returns>
    async Task<bool> AreKept()
    {
        try
        {
            return await Keeping.KeepAll(ledger.Policies, ledger.Grains) is not { } refusal
                ? true
                : throw new InvalidDataException(
                    $"The rules of {refusal.Value} in the journal and those of the packs are not the same, and should "
                    + $"be: {refusal.Text.English} Somebody has changed the journal: `gongji prove` shows where. Go "
                    + "back to the last backup that is clean.");
        }
        catch (Exception away) when (Unreachable.Is(away))
        {
            HostingLog.RulesNotKept(log, away.Message);
            foreach (var area in ledger.Policies.All.Select(static policy => policy.Area).Distinct())
            {
                await RequireReadable(GrainKey.Policy(area));
            }
            return false;
        }
    }

    /// <summary>Reads the journal as the grain does: what fails there for ever is told to its callers as an outcome
    /// that is unknown.</summary>
    async Task RequireReadable(GrainKey rules)
    {
        var life = new GrainLife(rules, ledger.Lanes, static _ => { });
        life.Open<AreaRulesState>(ledger.Time);
        try
        {
            await life.Begin();
        }
        catch (Exception broken) when (!Unreached.Is(broken) && !Unreachable.Is(broken))
        {
            throw new InvalidDataException(
                $"The journal of {rules}, which keeps rules, is broken: {broken.Message}. `gongji prove` shows what "
                + "else is; go back to the last backup that is clean.",
                broken);
        }
        catch (Exception away) when (Unreached.Is(away) || Unreachable.Is(away))
        {
            // It is asked again.
        }
        finally
        {
            life.End();
        }
    }
}
