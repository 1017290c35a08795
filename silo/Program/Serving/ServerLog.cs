using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

static partial class ServerLog
{
    [LoggerMessage(5001, LogLevel.Information, "Serving on {Addresses}")]
    public static partial void Serving(ILogger logger, string addresses);

    [LoggerMessage(5002, LogLevel.Information, "No more traffic; finishing what is under way")]
    public static partial void Stopping(ILogger logger);
}
