using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gongji.Tests.Support;

/// <summary>A test of a contract that several classes inherit. It is skipped where the class that inherits it is marked
/// with <see cref="NeedsPostgresAttribute"/> and PostgreSQL is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Gongji.Tests.Support." + nameof(ContractDiscoverer), "Gongji.Tests.Support")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>Runs an inherited contract against PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute : Attribute;

sealed class ContractDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new ContractCase(
            DiagnosticMessageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod);
}

sealed class ContractCase : XunitTestCase
{
    /// <summary>xunit makes a case anew from what it has serialized.</summary>
    [Obsolete("For xunit alone")]
    public ContractCase()
    {
    }

    public ContractCase(
        IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsPostgresAttribute)).Any()
            ? PostgresServer.WhySkipped
            : base.GetSkipReason(factAttribute);
}
