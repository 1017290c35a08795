using Microsoft.Extensions.Logging;

namespace Gongji.Embedded;

static partial class EmbeddedLog
{
    [LoggerMessage(100, LogLevel.Error, "The round that looks after grains failed and will be tried again: {Round}")]
    public static partial void RoundFailed(ILogger logger, string round, Exception exception);

    [LoggerMessage(
        101, LogLevel.Error, "A grain of kind {Kind} failed; its callers were told that the outcome is unknown")]
    public static partial void GrainFailed(ILogger logger, string kind, Exception exception);
}
