using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gongji.Program.Logs;

/// <summary>Logs on the console: one JSON object a line for whoever collects them. What they say never holds the number
/// or the name of a person; a library that writes keys of grains has them masked.</summary>
public static class ConsoleLogs
{
    public static ILoggerFactory Create(LogLevel least) => new MaskedLogs(LoggerFactory.Create(logs => logs
        .SetMinimumLevel(least)
        // The framework's own lines at lower levels repeat paths, and with them person numbers.
        .AddFilter("Microsoft", LogLevel.Warning)
        // A line for each option of Orleans at every start.
        .AddFilter("Orleans.Runtime.SiloOptionsLogger", LogLevel.Warning)
        .AddFilter("Orleans.ClientOptionsLogger", LogLevel.Warning)
        // Two lines for each grain that Orleans places.
        .AddFilter("Polly", LogLevel.Warning)
        // What fails at the start is told in one line by the program itself.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddJsonConsole(static json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        })
        .Services.Configure<ConsoleLoggerOptions>(static console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace)));
}
