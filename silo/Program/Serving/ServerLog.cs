using Gongji.Policy.Packs;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

static partial class ServerLog
{
    [LoggerMessage(5001, LogLevel.Information, "Serving as {Roles} on {Addresses}")]
    public static partial void Serving(ILogger logger, string roles, string addresses);

    [LoggerMessage(
        5002, LogLevel.Warning, "Left without telling the others: the stop was not done within {StopWithin}")]
    public static partial void LeftWithoutAWord(ILogger logger, TimeSpan stopWithin);

    [LoggerMessage(
        5004, LogLevel.Error, "Whether the journal has all that is known of it at {Place} can't be said: {Why}")]
    public static partial void HeadsUnreadable(ILogger logger, string place, string why);

    [LoggerMessage(
        5005, LogLevel.Warning, "No heads are kept at {Place} yet: whether the journal has all can't be said")]
    public static partial void NoHeads(ILogger logger, string place);

    [LoggerMessage(5003, LogLevel.Warning, "A policy pack may have been forgotten: {Note}")]
    public static partial void NoteOnPack(ILogger logger, PackNote note);
}
