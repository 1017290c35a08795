using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Gongji.Cluster;

/// <summary>What a process of the cluster does.</summary>
[Flags]
enum Roles
{
    /// <summary>Hosts grains.</summary>
    Silo = 1,

    /// <summary>Speaks the national interface over HTTP and calls grains.</summary>
    Gateway = 2,
}

/// <summary>How a process takes part in the cluster.</summary>
sealed class SiloOptions
{
    public required Roles Roles { get; init; }

    public required ClusterOptions Cluster { get; init; }

    /// <summary>Connection strings of the databases that hold the journal, always in the same order.</summary>
    [Required, MinLength(1), MaxLength(64)]
    public required IReadOnlyList<string> Journals { get; init; }

    /// <summary>Commits that may be under way at once in each of them.</summary>
    [Range(1, 64)]
    public int LanesEach { get; init; } = 2;

    /// <summary>By which address other silos and gateways reach this one.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    [Range(1, 65_535)]
    public int SiloPort { get; init; } = 11_111;

    /// <summary>Where gateways reach this silo.</summary>
    [Range(1, 65_535)]
    public int CallPort { get; init; } = 30_000;

    /// <summary>A grain that nobody called for this long leaves memory.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan IdleFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often one silo of the cluster wakes grains with work to finish.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Grains that one sweep wakes at most.</summary>
    [Range(1, 100_000)]
    public int SweepMax { get; init; } = 1_000;

    /// <summary>How often silos ask one another whether they are alive. One that misses three is declared
    /// dead.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether Orleans' dashboard is served under <c>/dashboard</c> of gateways. Silos measure each call for
    /// it, so all processes have it or none.</summary>
    public bool Dashboard { get; init; }

    /// <summary>How long a process that stops says that it is not ready before it stops taking calls.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan DrainFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Cluster.Validate();
    }
}
