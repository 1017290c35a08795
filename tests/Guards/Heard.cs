using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit.Abstractions;
using Xunit;

namespace Gongji.Tests.Guards;

/// <summary>Hears how tests end, until one fails or hangs.</summary>
sealed class Heard : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    /// <summary>How long the slowest test may take on a machine that is busy.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly ManualResetEvent _over = new(false);
    readonly ConcurrentDictionary<string, long> _running = new();
    string? _failed;
    int _ended;

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting test:
                _running[test.Test.DisplayName] = Stopwatch.GetTimestamp();
                break;
            case ITestFailed failed:
                _failed ??= $"{failed.Test.DisplayName}: {failed.Messages[0]}";
                break;
            case ITestFinished test:
                _running.TryRemove(test.Test.DisplayName, out _);
                _ended++;
                break;
            case IErrorMessage error:
                _failed ??= error.Messages[0];
                break;
        }
        return (_failed is null && message is not ITestAssemblyFinished) || !_over.Set();
    }

    /// <summary>The first test that fails or hangs, and how; null when all pass.</summary>
    public string? Wait()
    {
        while (!_over.WaitOne(TimeSpan.FromSeconds(1)))
        {
            var hangs = _running.FirstOrDefault(static test => Stopwatch.GetElapsedTime(test.Value) > Patience);
            if (hangs.Key is not null)
            {
                return $"{hangs.Key}: has not ended after {Patience}";
            }
        }
        return _failed ?? (_ended == 0 ? "no test has run" : null);
    }

    public void Dispose() => _over.Dispose();
}
