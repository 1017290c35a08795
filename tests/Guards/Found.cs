using Xunit;
using Xunit.Abstractions;

namespace Gongji.Tests.Guards;

/// <summary>Collects the tests of an assembly.</summary>
sealed class Found : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    readonly ManualResetEvent _complete = new(false);
    readonly List<ITestCase> _cases = [];

    public bool OnMessage(IMessageSinkMessage message)
    {
        if (message is ITestCaseDiscoveryMessage found)
        {
            _cases.Add(found.TestCase);
        }
        return message is not IDiscoveryCompleteMessage || _complete.Set();
    }

    /// <summary>All of them, once they are known.</summary>
    public IReadOnlyList<ITestCase> Wait()
    {
        _complete.WaitOne();
        return _cases;
    }

    public void Dispose() => _complete.Dispose();
}
