namespace Gongji.Tests.Support.Mailbox;

/// <summary>How the mailbox host looks after its grains.</summary>
public sealed class MailboxOptions
{
    /// <summary>A grain that nobody called for this long leaves memory.</summary>
    public TimeSpan IdleFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often idle grains are looked for.</summary>
    public TimeSpan CollectEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often grains with work to finish are woken. Together with the age at which a hold is uncertain this
    /// bounds how long an outcome stays open.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for calls that are under way.</summary>
    public TimeSpan DrainFor { get; init; } = TimeSpan.FromSeconds(30);
}
