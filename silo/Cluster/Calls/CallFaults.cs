namespace Gongji.Cluster;

/// <summary>Says in the ledger's words how a call between processes failed. Whatever is not known to have booked
/// nothing is an unknown outcome.</summary>
sealed class CallFaults : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (GatewayTooBusyException busy) when (IsOurs(context))
        {
            throw new OverloadedException($"the silo takes no more calls; nothing was booked ({busy.Message})");
        }
        catch (Exception failed) when (
            IsOurs(context) && failed is not (OutcomeUnknownException or OverloadedException))
        {
            throw new OutcomeUnknownException("the silo did not answer; ask again with the same operation id", failed);
        }
    }

    static bool IsOurs(IOutgoingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType?.Assembly == typeof(IGrains).Assembly;
}
