using Xunit.Abstractions;

namespace Gongji.Tests.Guards;

/// <summary>What xunit asks of whoever runs tests: everything as it is by itself.</summary>
sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    readonly Dictionary<string, object?> _values = [];

    public TValue GetValue<TValue>(string name) => _values.GetValueOrDefault(name) is TValue value ? value : default!;

    public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
}
