using System.ComponentModel.DataAnnotations;

namespace Gongji.Client.Calls;

/// <summary>How long a client asks again when it can't know whether something was booked.</summary>
public sealed class AskAgainOptions
{
    /// <summary>No call begins later than this after the first of a message. Longer than a cluster takes to find out
    /// that a silo is dead; shorter than hospitals wait.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan AskFor { get; set; } = TimeSpan.FromSeconds(9);

    /// <summary>Wait before the second call; each further wait is twice as long, up to <see
    /// cref="LongestWait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait between two calls.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ValidationException">The message names the option.</exception>
    public void Validate() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
