using System.ComponentModel.DataAnnotations;

namespace Gongji.Client;

/// <summary>How often and how long a client asks again when it can't know whether something was booked.</summary>
public sealed class LedgerClientOptions
{
    /// <summary>How many times a call is made in all, the first included.</summary>
    [Range(1, 10)]
    public int Attempts { get; set; } = 4;

    /// <summary>Wait before the second attempt; each further wait is twice as long, up to <see
    /// cref="LongestWait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromMilliseconds(50);

    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ValidationException">The message names the option.</exception>
    public void Validate() => Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
}
