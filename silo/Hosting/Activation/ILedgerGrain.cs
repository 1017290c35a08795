namespace Gongji.Hosting.Activation;

/// <summary>What every grain of the ledger does in a silo.</summary>
interface ILedgerGrain : IGrainBase, IIncomingGrainCallFilter
{
    LedgerActivation Activation { get; }

    IGrainContext IGrainBase.GrainContext => Activation.Context;

    Task IGrainBase.OnActivateAsync(CancellationToken token) => Activation.Begin(token);

    Task IGrainBase.OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Activation.End(token);

    Task IIncomingGrainCallFilter.Invoke(IIncomingGrainCallContext context) => Activation.Answer(context);
}
