using System.ComponentModel.DataAnnotations;

namespace Gongji.Client.Cluster;

/// <summary>How silos and their callers find one another.</summary>
public sealed class ClusterOptions
{
    /// <summary>Connection string of the PostgreSQL database in which silos say that they are alive.</summary>
    [Required]
    public required string Database { get; init; }

    /// <summary>Silos and callers of one name work together. Two versions that must not, have two names.</summary>
    [Required, RegularExpression("[a-z][a-z0-9-]{0,49}")]
    public string Name { get; init; } = "gongji";

    /// <summary>How long processes wait for one another.</summary>
    public WaitOptions Waits { get; init; } = new();

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Waits.Validate();
    }
}
