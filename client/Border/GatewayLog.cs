using Microsoft.Extensions.Logging;

namespace Gongji.Border;

/// <summary>Everything that the gateway logs. No input, no output, no person.</summary>
static partial class GatewayLog
{
    [LoggerMessage(
        EventId = 4001,
        Level = LogLevel.Debug,
        Message = "{Infno} of {Institution}: {Outcome} in {Milliseconds} ms")]
    public static partial void Answered(
        ILogger logger, string infno, string institution, string outcome, double milliseconds);

    /// <remarks>The type and the place of the exception, not its message, which may hold what was sent.</remarks>
    [LoggerMessage(
        EventId = 4002,
        Level = LogLevel.Error,
        Message = "{Infno} of {Institution} failed unexpectedly: {Exception} {Place}")]
    public static partial void Unexpected(
        ILogger logger, string infno, string institution, string exception, string? place);

    [LoggerMessage(
        EventId = 4003,
        Level = LogLevel.Error,
        Message = "Administration request {Method} {Route} failed unexpectedly: {Exception} {Place}")]
    public static partial void AdminUnexpected(
        ILogger logger, string method, string route, string exception, string? place);
}
