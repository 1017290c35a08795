using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Logs;

/// <summary>Loggers whose lines tell of no person, whoever writes them: message, values and exception are masked before
/// they go on. Scopes don't go on.</summary>
sealed class MaskedLogs(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Masked(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();

    sealed class Masked(ILogger inner) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (inner.IsEnabled(logLevel))
            {
                inner.Log(
                    logLevel,
                    eventId,
                    new MaskedLine(MaskedText.Of(formatter(state, exception)), state),
                    exception is null ? null : new MaskedException(exception),
                    static (line, _) => line.ToString());
            }
        }
    }

    /// <summary>What a line says, with the values that stand in it.</summary>
    sealed class MaskedLine : List<KeyValuePair<string, object?>>
    {
        readonly string _text;

        public MaskedLine(string text, object? state)
        {
            _text = text;
            foreach (var (name, value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                Add(new(name, ValueOf(value)));
            }
        }

        public override string ToString() => _text;

        static object? ValueOf(object? value) => value is null || value.GetType().IsPrimitive
            ? value
            : MaskedText.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
    }

    /// <summary>All that a log writes of an exception is its text.</summary>
    sealed class MaskedException(Exception exception) : Exception(MaskedText.Of(exception.Message))
    {
        readonly string _text = MaskedText.Of(exception.ToString());

        public override string ToString() => _text;
    }
}
