using Gongji.Hosting.Telemetry;
using Gongji.Journal.Life;
using Gongji.Journal.Reaching;
using Gongji.Ledger.Books;
using Orleans.Serialization.Invocation;

namespace Gongji.Hosting.Activation;

/// <summary>One activation of a grain in a silo. It lives as grains live on every host; here Orleans says when it
/// begins and when it ends, and hands over the calls.</summary>
abstract class LedgerActivation
{
    readonly GrainLife _life;
    readonly SiloLedger _ledger;
    readonly ActiveGrains _active;
    LinkedListNode<LedgerActivation>? _place;
    Exception? _notBegun;
    bool _begun;
    bool _ends;

    /// <summary>It is made because somebody calls.</summary>
    volatile bool _called = true;

    protected LedgerActivation(IGrainContext context, SiloLedger ledger, ActiveGrains active)
    {
        (Context, _ledger, _active) = (context, ledger, active);
        _life = new GrainLife(GrainKey.Of(context.GrainId.Key.ToString()!), ledger.Lanes, Leave);
    }

    public IGrainContext Context { get; }

    public SiloLedger Ledger => _ledger;

    public string Id => _life.Key.Id;

    protected GrainLife Life => _life;

    string Kind => $"{_life.Key.Kind?.Name()}";

    /// <summary>Reads the journal. What fails here is told to those who call.</summary>
    /// <remarks>It never ends in the turn in which it began, however soon a journal answers: Orleans starts an
    /// activation under its lock and would carry out the first calls in there, so that two grains that start and call
    /// one another would wait for each other for ever.</remarks>
    /// <param name="givenUp">Cancelled when Orleans waits no longer. It then never ends the activation.</param>
    public async Task Begin(CancellationToken givenUp)
    {
        await Task.Yield();
        _place = _active.Add(this);
        try
        {
            await _life.Begin();
        }
        catch (Exception away) when (Unreached.Is(away))
        {
            // It concerns many at once: one line for each is enough.
            HostingLog.JournalAway(_ledger.Log, Kind, away.Message);
            _notBegun = away;
        }
        catch (Exception failed)
        {
            HostingLog.ActivationFailed(_ledger.Log, Kind, failed);
            _notBegun = failed;
        }
        _begun = true;
        if (givenUp.IsCancellationRequested)
        {
            _active.Remove(_place);
            _life.End();
        }
    }

    /// <summary>Runs a call; its answer leaves when everything that it could have seen is durable.</summary>
    public async Task Answer(IIncomingGrainCallContext call)
    {
        _called = true;
        if (_notBegun is { } failed)
        {
            // Whoever calls next begins it afresh. While a database is away these are many, and an exception that is
            // not thrown here costs a fraction of one that is.
            Context.Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationFailed, "it did not begin"));
            call.Response = Response.FromException(Unreached.Is(failed)
                ? new OverloadedException($"{Kind} can't be read; nothing was booked: {failed.Message}")
                : new OutcomeUnknownException($"{Kind} can't be read: {failed.Message}"));
            return;
        }
        try
        {
            await _life.Answer(call.Invoke);
        }
        catch (OutcomeUnknownException unknown)
        {
            // What led to it may be of a library that callers don't have; it does not leave the silo.
            throw new OutcomeUnknownException(unknown.Message);
        }
        catch (Exception bug) when (!Unreachable.Is(bug))
        {
            HostingLog.GrainFailed(_ledger.Log, Kind, bug);
            throw new OutcomeUnknownException($"{Kind} failed: {bug.Message}");
        }
        finally
        {
            _active.Look();
        }
    }

    /// <summary>Whether it was called since this was asked last.</summary>
    public bool WasCalled()
    {
        var called = _called;
        _called = false;
        return called;
    }

    /// <summary>Leaves memory when nothing is under way: that is looked at in a turn of the grain.</summary>
    public void MakeRoom() => Context.Scheduler.QueueAction(() =>
    {
        if (_ends)
        {
            return;
        }
        if (_called || !_begun || !(_notBegun is not null || _life.IsResting))
        {
            _active.Stays(_place!);
            return;
        }
        _active.Dismissed();
        Context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "others need the room"));
    });

    /// <summary>Finishes what is under way and keeps a snapshot.</summary>
    public async Task End(CancellationToken stop)
    {
        _ends = true;
        if (_place is not null)
        {
            _active.Remove(_place);
        }
        try
        {
            if (_notBegun is null)
            {
                await _life.Rest(stop);
            }
        }
        catch (OutcomeUnknownException)
        {
            // The journal is lost: there is nothing to finish, and the next activation reads what there is.
        }
        finally
        {
            _life.End();
        }
    }

    void Leave(OutcomeUnknownException loss)
    {
        if (!_ends)
        {
            if (loss.InnerException is null)
            {
                // Else it was told where it failed: a commit may have been of a thousand grains.
                HostingLog.ActivationLost(_ledger.Log, Kind, loss.Message);
            }
            Context.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, loss.Message));
        }
    }
}

/// <summary>An activation with the book of its kind of grain.</summary>
sealed class LedgerActivation<TState> : LedgerActivation where TState : class, IGrainState, new()
{
    public LedgerActivation(IGrainContext context, SiloLedger ledger, ActiveGrains active)
        : base(context, ledger, active) =>
        Book = Life.Open<TState>(ledger.Time);

    public Book<TState> Book { get; }
}
