namespace Gongji.Client.Cluster;

/// <summary>Says in the ledger's words how a call failed. Whatever is not known to have booked nothing is an unknown
/// outcome.</summary>
sealed class CallFaults : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception full) when (full is GatewayTooBusyException or LimitExceededException && IsOurs(context))
        {
            throw new OverloadedException($"the silo takes no more calls; nothing was booked ({full.Message})");
        }
        catch (Exception failed) when (
            failed is not (OutcomeUnknownException or OverloadedException) && IsOurs(context))
        {
            throw new OutcomeUnknownException("the silo did not answer; ask again with the same operation id", failed);
        }
    }

    static bool IsOurs(IOutgoingGrainCallContext context) =>
        context.InterfaceMethod.DeclaringType?.Assembly == typeof(IGrains).Assembly;
}
