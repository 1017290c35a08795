using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

static partial class ServerLog
{
    [LoggerMessage(5001, LogLevel.Information, "Serving as {Roles} on {Addresses}")]
    public static partial void Serving(ILogger logger, string roles, string addresses);
}
