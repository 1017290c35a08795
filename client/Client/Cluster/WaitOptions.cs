using System.ComponentModel.DataAnnotations;
using Gongji.Client.Calls;

namespace Gongji.Client.Cluster;

/// <summary>How long processes of a cluster wait for one another.</summary>
public sealed class WaitOptions
{
    /// <summary>How long a caller waits for one answer of a grain before it calls the outcome unknown and asks again,
    /// through another silo where its own has gone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a process without a silo looks for silos that came or went.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a process that can't be connected to is waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan ConnectWithin { get; set; } = TimeSpan.FromSeconds(2);

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Needs(ConnectWithin <= AnswerWithin, $"{nameof(ConnectWithin)} is longer than {nameof(AnswerWithin)}");
    }

    /// <param name="asking">How callers ask again.</param>
    /// <exception cref="ValidationException">The two don't go together; the message names both options.</exception>
    public void Validate(AskAgainOptions asking)
    {
        Validate();
        asking.Validate();
        Needs(
            asking.AskFor > AnswerWithin, $"{nameof(asking.AskFor)} leaves no time after one {nameof(AnswerWithin)}");
        Needs(
            asking.AskFor > LookEvery, $"{nameof(asking.AskFor)} ends before {nameof(LookEvery)} finds another silo");
    }

    static void Needs(bool fits, string why)
    {
        if (!fits)
        {
            throw new ValidationException(why);
        }
    }
}
