using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Telemetry;

static partial class HostingLog
{
    [LoggerMessage(
        300, LogLevel.Error, "A grain of kind {Kind} failed; its callers were told that the outcome is unknown")]
    public static partial void GrainFailed(ILogger logger, string kind, Exception exception);

    [LoggerMessage(312, LogLevel.Warning, "The database of an activation of kind {Kind} does not answer: {Why}")]
    public static partial void JournalAway(ILogger logger, string kind, string why);

    [LoggerMessage(306, LogLevel.Error, "An activation of kind {Kind} can't read its journal")]
    public static partial void ActivationFailed(ILogger logger, string kind, Exception exception);

    [LoggerMessage(301, LogLevel.Warning, "An activation of kind {Kind} has lost its journal: {Why}")]
    public static partial void ActivationLost(ILogger logger, string kind, string why);

    [LoggerMessage(
        302, LogLevel.Warning, "A snapshot of kind {Kind} can't be read, the journal is read instead: {Why}")]
    public static partial void SnapshotUnreadable(ILogger logger, string kind, string why);

    [LoggerMessage(303, LogLevel.Warning, "A snapshot of kind {Kind} was not kept: {Why}")]
    public static partial void SnapshotNotKept(ILogger logger, string kind, string why);

    [LoggerMessage(304, LogLevel.Error, "The sweep failed and will be tried again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(305, LogLevel.Information, "This silo looks after the open work of database {Database}")]
    public static partial void Sweeping(ILogger logger, int database);

    [LoggerMessage(
        311, LogLevel.Error, "A grain of kind {Kind} could not look after its work; it will be woken again")]
    public static partial void AttendFailed(ILogger logger, string kind, Exception exception);

    [LoggerMessage(307, LogLevel.Information, "Stopping: no longer ready, finishing what is under way")]
    public static partial void Draining(ILogger logger);

    [LoggerMessage(308, LogLevel.Warning, "The clock of this machine jumped by {Seconds} s; entries stay in order")]
    public static partial void ClockJumped(ILogger logger, double seconds);

    [LoggerMessage(
        313, LogLevel.Error, "{Commits} commits of {Entries} entries failed in database {Database}; what they were to "
            + "book is unknown to callers until they ask again: {Why}")]
    public static partial void CommitsFailed(ILogger logger, int database, int commits, int entries, string why);

    [LoggerMessage(
        314, LogLevel.Error, "Database {Database} can't be written: nothing is booked in it until it can be: {Why}")]
    public static partial void JournalClosed(ILogger logger, int database, string why);

    [LoggerMessage(315, LogLevel.Warning, "Database {Database} is written again after {Seconds} s")]
    public static partial void JournalOpened(ILogger logger, int database, double seconds);

    [LoggerMessage(
        318, LogLevel.Warning, "The rules of the packs are not kept in the journal yet, and this silo does not begin: "
            + "{Why}")]
    public static partial void RulesNotKept(ILogger logger, string why);

    [LoggerMessage(316, LogLevel.Information, "{Heads}")]
    public static partial void Heads(ILogger logger, string heads);

    [LoggerMessage(317, LogLevel.Error, "The heads of the journal are not kept at {Place}: {Why}")]
    public static partial void HeadsNotKept(ILogger logger, string place, string why);

    [LoggerMessage(
        309, LogLevel.Warning, "Notices can't be delivered; they wait in the journal and are tried again and again")]
    public static partial void NoticesNotDelivered(ILogger logger, Exception exception);

    [LoggerMessage(310, LogLevel.Information, "Notices are delivered again")]
    public static partial void NoticesDelivered(ILogger logger);
}
