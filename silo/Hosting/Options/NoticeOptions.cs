using System.ComponentModel.DataAnnotations;

namespace Gongji.Hosting.Options;

/// <summary>Where persons' notices are sent to, and how.</summary>
public sealed class NoticeOptions
{
    /// <summary>Address of the receiver; null when nobody is told of anything.</summary>
    public string? To { get; set; }

    /// <summary>When set, the receiver is shown it as <c>Authorization: Bearer</c>.</summary>
    public string? Token { get; set; }

    /// <summary>Notices that are sent at once at most.</summary>
    [Range(1, 1_000)]
    public int BatchMax { get; set; } = 100;

    /// <summary>How often the journal is looked at for what is to be told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the receiver has for an answer; less than the lease lasts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        if (To is not null && !IsSafe(To))
        {
            throw new ValidationException(
                $"Notices.{nameof(To)} (--notices): '{To}' is no address of https, or of http on this machine");
        }
        if (Token is not null && (Token.Length == 0 || Token.Any(static c => c is <= ' ' or > '~')))
        {
            throw new ValidationException($"Notices.{nameof(Token)} is empty or has characters that no token has");
        }
    }

    /// <summary>Notices are personal: they leave this machine encrypted or not at all.</summary>
    static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var to)
        && to.UserInfo.Length == 0
        && (to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && to.IsLoopback));
}
