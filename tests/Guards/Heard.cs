using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace Gongji.Tests.Guards;

/// <summary>Hears how tests end, until one fails or hangs.</summary>
sealed class Heard : LongLivedMarshalByRefObject, IMessageSink
{
    /// <summary>How long the slowest test may take on a machine that is busy.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly TaskCompletionSource _over = new();
    readonly ConcurrentDictionary<string, long> _running = new();
    (string How, ITestCase? Test)? _failed;
    int _ended;

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestStarting test:
                _running[test.Test.DisplayName] = Stopwatch.GetTimestamp();
                break;
            case ITestFailed failed:
                _failed ??= ($"{failed.Test.DisplayName}: {failed.Messages[0]}", failed.TestCase);
                break;
            case ITestFinished test:
                _running.TryRemove(test.Test.DisplayName, out _);
                _ended++;
                break;
            case IErrorMessage error:
                _failed ??= (error.Messages[0], null);
                break;
        }
        if (_failed is not null || message is ITestAssemblyFinished)
        {
            _over.TrySetResult();
        }
        // A run that is cancelled would end the process before it has said what failed.
        return true;
    }

    /// <summary>How the first test fails or hangs, and which it is, where another try is worth it; null when all
    /// pass.</summary>
    public (string How, ITestCase? Test)? Wait()
    {
        while (!_over.Task.Wait(TimeSpan.FromSeconds(1)))
        {
            var hangs = _running.FirstOrDefault(static test => Stopwatch.GetElapsedTime(test.Value) > Patience);
            if (hangs.Key is not null)
            {
                return ($"{hangs.Key}: has not ended after {Patience}", null);
            }
        }
        return _failed ?? (_ended == 0 ? ("no test has run", null) : null);
    }
}
