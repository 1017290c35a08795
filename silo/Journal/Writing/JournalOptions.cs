using System.ComponentModel.DataAnnotations;

namespace Gongji.Journal.Writing;

/// <summary>Bounds of the journal's lanes.</summary>
public sealed class JournalOptions
{
    /// <summary>Entries that may wait in one lane; more are refused as overload, nothing booked.</summary>
    [Range(1, 1_000_000)]
    public int QueueMax { get; set; } = 20_000;

    /// <summary>Bytes of bodies that may wait in one lane; a visit's fee lines are many times a settlement.</summary>
    [Range(1, 1L << 32)]
    public long QueueBytesMax { get; set; } = 256L << 20;

    /// <summary>Bytes of bodies after which a commit takes no further entry.</summary>
    [Range(1, 1L << 30)]
    public long BatchBytesMax { get; set; } = 16L << 20;

    /// <summary>Entries that one commit takes at most.</summary>
    [Range(1, 10_000)]
    public int BatchMax { get; set; } = 1_000;

    /// <summary>Events after the last snapshot from which on a resting grain writes a new one.</summary>
    [Range(1, 1_000_000)]
    public int SnapshotEvery { get; set; } = 32;

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
