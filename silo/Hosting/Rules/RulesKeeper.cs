using System.Text.Json;
using Gongji.Hosting.Activation;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Codec;
using Gongji.Journal.Life;
using Gongji.Journal.Reaching;
using Gongji.Ledger.Books;
using Gongji.Ledger.Rules;
using Gongji.Rules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Rules;

/// <summary>Sees, before a silo begins, that the journal keeps the rules of every version by which the silo can decide.
/// While the journal can't be written it is asked again, and the silo does not begin.</summary>
/// <remarks>Nobody can be called yet, so the grain of each area lives here for a moment, past Orleans. One that lives
/// elsewhere meanwhile, or another silo that starts, is no harm: the journal is the fence. A silo that is refused here
/// has told no other one that it comes.</remarks>
/// <param name="time">By which it waits.</param>
sealed class RulesKeeper(SiloLedger ledger, TimeProvider time, ILogger<RulesKeeper> log)
    : IHostedLifecycleService
{
    static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <exception cref="InvalidDataException">What the journal keeps can't be read, or is other than what the packs
    /// say.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (!await AreKept())
        {
            await Task.Delay(Again, time, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>False when the journal could not be reached, or somebody else wrote there.</returns>
    async Task<bool> AreKept()
    {
        try
        {
            return await Keeping.KeepAll(ledger.Policies, Keep) is not { } refusal
                ? true
                : throw new InvalidDataException(refusal.Is(RulesRefusal.KeptOtherwise)
                    ? $"The rules of {refusal.Value} in the journal are not those of the packs, and should be: "
                        + $"{refusal.Text.English} Somebody has changed the journal: `gongji prove` shows where. Go "
                        + "back to the last backup that is clean."
                    : $"The rules of {refusal.Value} can't be read again as they would be kept: a fault of this "
                        + "program. Start the version before it, or leave out the packs that are new.");
        }
        catch (Exception away) when (Unreachable.Is(away) || Unreached.Is(away))
        {
            HostingLog.RulesNotKept(log, away.Message);
            return false;
        }
    }

    async Task<Answer<Done>> Keep(AreaCode area, KeepRules command)
    {
        var life = new GrainLife(GrainKey.Policy(area), ledger.Lanes, static _ => { });
        var rules = new AreaRules(area, life.Open<AreaRulesState>(ledger.Time));
        try
        {
            await Begin(life);
            Answer<Done> answer = default;
            await life.Answer(async () => answer = await rules.Keep(command));
            return answer;
        }
        finally
        {
            life.End();
        }
    }

    static async Task Begin(GrainLife life)
    {
        try
        {
            await life.Begin(whole: true);
        }
        catch (UnknownEventKindException newer)
        {
            throw new InvalidDataException($"{newer.Message}: a newer version wrote it. Start that one.", newer);
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or JsonException)
        {
            throw new InvalidDataException(
                $"The journal of {life.Key}, which keeps the rules of the area, is broken: {broken.Message}. `gongji "
                + "prove` shows what else is. Go back to the last backup that is clean.",
                broken);
        }
    }
}
