using System.ComponentModel.DataAnnotations;
using System.Net;
using Gongji.Client.Cluster;

namespace Gongji.Hosting.Options;

/// <summary>How a silo takes part in a cluster.</summary>
public sealed class MemberOptions
{
    public required ClusterOptions Cluster { get; init; }

    /// <summary>By which address other silos and gateways reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    [Range(1, 65_535)]
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Where processes that are no silos reach this one.</summary>
    [Range(1, 65_535)]
    public int CallPort { get; init; } = 30_000;

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Cluster.Validate();
        if (SiloPort == CallPort)
        {
            throw new ValidationException($"{nameof(SiloPort)} and {nameof(CallPort)} are both {SiloPort}");
        }
    }
}
