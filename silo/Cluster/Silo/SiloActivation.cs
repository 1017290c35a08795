using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Ledger.Books;

namespace Gongji.Cluster;

/// <summary>What the grains of a silo share.</summary>
sealed record SiloLedger(Lanes Lanes, GrainPorts Ports, ILogger<SiloLedger> Log);

/// <summary>One activation of a grain in a silo. It lives as grains live on every host; here Orleans says when it
/// begins and when it ends.</summary>
sealed class SiloActivation(IGrainContext context, SiloLedger ledger) : ICalls
{
    GrainLife? _life;
    bool _ends;

    public GrainKey Key { get; } = GrainKey.Of(context.GrainId.Key.ToString()!);

    public IGrainContext Context => context;

    public async Task Begin() => _life = await GrainLife.Begin(Key, ledger.Lanes, ledger.Ports, Leave);

    /// <summary>Finishes what is under way and keeps a snapshot.</summary>
    public async Task End(CancellationToken stop)
    {
        _ends = true;
        try
        {
            await _life!.Rest(stop);
        }
        catch (OutcomeUnknownException)
        {
            // The journal is lost: there is nothing to finish, and the next activation reads what there is.
        }
        finally
        {
            _life!.End();
        }
    }

    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call)
    {
        try
        {
            return await _life!.Answer(call);
        }
        catch (OutcomeUnknownException unknown)
        {
            // What led to it may be of a library that callers don't have; it does not leave the silo.
            throw new OutcomeUnknownException(unknown.Message);
        }
        catch (Exception failed) when (!Unreachable.Is(failed))
        {
            SiloLog.GrainFailed(ledger.Log, Key.Kind, failed);
            throw new OutcomeUnknownException($"{Key.Kind} failed: {failed.Message}");
        }
    }

    void Leave(OutcomeUnknownException loss)
    {
        if (_ends)
        {
            return;
        }
        SiloLog.ActivationLost(ledger.Log, Key.Kind, loss.Message);
        context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, loss.Message));
    }
}
