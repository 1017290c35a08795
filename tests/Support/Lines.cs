using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Support;

/// <summary>Everything that was logged.</summary>
public sealed class Lines : ILoggerProvider, ILogger
{
    readonly List<(int Event, string Text)> _lines = [];

    public string All
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines.Select(static line => line.Text));
            }
        }
    }

    /// <summary>The numbers of what was logged.</summary>
    public int[] Events
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines.Select(static line => line.Event)];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add((eventId.Id, $"{formatter(state, exception)} {exception}"));
        }
    }

    public void Dispose()
    {
    }
}
