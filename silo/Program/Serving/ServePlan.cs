using Gongji.Border;
using Gongji.Hosting.Heads;
using Gongji.Hosting.Options;
using Gongji.Policy.Areas;
using Microsoft.Extensions.Configuration;

namespace Gongji.Program.Serving;

/// <summary>What a process serves, and how.</summary>
/// <param name="Place">Where the ledger keeps what it has.</param>
/// <param name="Roles">On one machine it is both.</param>
/// <param name="Member">How it takes part in a cluster; null on one machine.</param>
/// <param name="Urls">Addresses over HTTP; null when nobody is served over HTTP.</param>
/// <param name="Policies">The shipped packs and further ones.</param>
sealed record ServePlan(Place Place, Roles Roles, MemberOptions? Member, string? Urls, PolicyPacks Policies)
{
    /// <summary>Where the silo keeps the heads of its journal; null where nobody named a place.</summary>
    public HeadsPlace? Heads { get; init; }

    /// <summary>What an operator sets by the environment as <c>GONGJI_SILO__…</c>.</summary>
    public HostingOptions Silo { get; } = OfEnvironment<HostingOptions>("SILO");

    /// <summary>What an operator sets by the environment: <c>GONGJI_ADMINTOKEN</c> and the other gateway
    /// options.</summary>
    public GatewayOptions Gateway { get; } = OfEnvironment<GatewayOptions>(null);

    /// <summary>A ledger of one machine.</summary>
    public static ServePlan OneMachine(Place place, string? urls, PolicyPacks policies) =>
        new(place, Roles.Silo | Roles.Gateway, null, urls, policies);

    public static GatewayOptions GatewayOptionsOfEnvironment() => OfEnvironment<GatewayOptions>(null);

    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public void Validate()
    {
        Silo.Validate();
        Gateway.Validate();
        Member?.Validate();
        if (Member?.Cluster is { } cluster)
        {
            Silo.Validate(cluster.Waits, Gateway.Retry);
        }
    }

    /// <summary>Options that an operator sets by the environment.</summary>
    /// <param name="section">What stands between <c>GONGJI_</c> and the option's name; null when nothing does.</param>
    internal static T OfEnvironment<T>(string? section) where T : new()
    {
        var options = new T();
        IConfiguration environment = new ConfigurationBuilder().AddEnvironmentVariables("GONGJI_").Build();
        (section is null ? environment : environment.GetSection(section)).Bind(options);
        return options;
    }
}
