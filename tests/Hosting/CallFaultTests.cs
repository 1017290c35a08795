using System.Reflection;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Tests.Hosting;

/// <summary>How a call failed, in the ledger's words.</summary>
public sealed class CallFaultTests
{
    static readonly MethodInfo Ours = typeof(IPatient).GetMethod(nameof(IPatient.Settle))!;
    static readonly MethodInfo Theirs = typeof(IManagementGrain).GetMethods()[0];

    public static TheoryData<Exception> Unknown =>
    [
        new TimeoutException("no answer within 8 s"),
        new SiloUnavailableException("the silo has gone"),
        new OrleansException("the connection broke"),
        new InvalidOperationException("whatever"),
        new OutcomeUnknownException("the commit failed"),
    ];

    public static TheoryData<Exception> NothingBooked =>
    [
        new GatewayTooBusyException("shed"),
        new LimitExceededException("1000 calls wait"),
        new OverloadedException("the queue is full"),
    ];

    [Theory]
    [MemberData(nameof(Unknown), DisableDiscoveryEnumeration = true)]
    public Task What_may_have_been_booked_is_an_unknown_outcome(Exception failed) =>
        Assert.ThrowsAsync<OutcomeUnknownException>(() => Call(Ours, failed));

    [Theory]
    [MemberData(nameof(NothingBooked), DisableDiscoveryEnumeration = true)]
    public Task What_was_not_taken_is_overload(Exception failed) =>
        Assert.ThrowsAsync<OverloadedException>(() => Call(Ours, failed));

    [Theory]
    [MemberData(nameof(Unknown), DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(NothingBooked), DisableDiscoveryEnumeration = true)]
    public async Task Orleans_own_calls_fail_as_they_do(Exception failed) =>
        Assert.Same(failed, await Record.ExceptionAsync(() => Call(Theirs, failed)));

    static async Task Call(MethodInfo method, Exception failed)
    {
        var services = new ServiceCollection().AddLedgerCalls("gongji", new AskAgainOptions());
        await using var provider = services.BuildServiceProvider();
        var context = DispatchProxy.Create<IOutgoingGrainCallContext, FailingCall>();
        ((FailingCall)context).Set(method, failed);

        await provider.GetServices<IOutgoingGrainCallFilter>().Single().Invoke(context);
    }

    /// <summary>A call that fails in one way. Not sealed because the runtime makes a subclass of it.</summary>
    public class FailingCall : DispatchProxy
    {
        MethodInfo _method = Ours;
        Exception _failed = new NotSupportedException();

        internal void Set(MethodInfo method, Exception failed) => (_method, _failed) = (method, failed);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(IGrainCallContext.Invoke) => Task.FromException(_failed),
            "get_" + nameof(IGrainCallContext.InterfaceMethod) => _method,
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }
}
