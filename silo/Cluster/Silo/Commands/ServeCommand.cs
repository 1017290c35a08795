using System.CommandLine;
using System.Net;
using Gongji.Identity;
using Gongji.Journal.Life;
using Gongji.Program.Logs;

namespace Gongji.Cluster.Commands;

/// <summary><c>gongji-cluster serve</c>: a silo, a gateway, or both, until it is told to stop.</summary>
static class ServeCommand
{
    static readonly Option<string> RolesOption = new("--roles")
    {
        Description = "What this process does: silo, gateway, or both parted by a comma.",
        DefaultValueFactory = static _ => "silo,gateway",
    };

    static readonly Option<string> Database = new("--database")
    {
        Description = "Connection string of the PostgreSQL database in which silos find one another.",
        Required = true,
    };

    static readonly Option<string[]> Journals = new("--journal")
    {
        Description = "Connection string of each database of the journal, always in the same order; "
            + "the --database when none is given.",
    };

    static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the cluster.",
        DefaultValueFactory = static _ => "gongji",
    };

    static readonly Option<IPAddress> Address = new("--address")
    {
        Description = "Address by which other processes reach this silo.",
        CustomParser = static parsed => IPAddress.TryParse(parsed.Tokens[0].Value, out var address)
            ? address
            : throw new UsageException($"'{parsed.Tokens[0].Value}' is not an IP address."),
        DefaultValueFactory = static _ => IPAddress.Loopback,
    };

    static readonly Option<int> SiloPort = new("--silo-port")
    {
        Description = "Port for other silos.",
        DefaultValueFactory = static _ => 11_111,
    };

    static readonly Option<int> CallPort = new("--call-port")
    {
        Description = "Port for gateways.",
        DefaultValueFactory = static _ => 30_000,
    };

    static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses of the national interface and of /health.",
        DefaultValueFactory = static _ => "http://127.0.0.1:8080",
    };

    static readonly Option<string> Keys = new("--keys")
    {
        Description = "File of the keys to identities; all gateways of a ledger need the same.",
        DefaultValueFactory = static _ => Path.Combine("data", "identity-keys.json"),
    };

    static readonly Option<string[]> Policies = new("--policies")
    {
        Description = "Folders of policy packs beside those that are shipped.",
        AllowMultipleArgumentsPerToken = true,
    };

    static readonly Option<bool> Dashboard = new("--dashboard")
    {
        Description = "Serve Orleans' dashboard under /dashboard of gateways; give it to silos and gateways alike.",
    };

    static readonly Option<int> DrainSeconds = new("--drain-seconds")
    {
        Description = "How long a process that stops says that it is not ready before it takes no more calls.",
        DefaultValueFactory = static _ => 5,
    };

    public static Command Make()
    {
        var command = new Command("serve", "Serve as a silo, as a gateway, or as both, until SIGTERM or Ctrl-C.")
        {
            RolesOption, Database, Journals, Name, Address, SiloPort, CallPort, Urls, Keys, Policies, Dashboard,
            DrainSeconds,
        };
        command.SetAction(Serve);
        return command;
    }

    static async Task<int> Serve(ParseResult parsed, CancellationToken stop)
    {
        var options = OptionsOf(parsed);
        using var logs = ConsoleLogs.Create(LogLevel.Information);
        var policies = PolicyFolder.Load(
            [Path.Combine(AppContext.BaseDirectory, "policies"), .. parsed.GetValue(Policies) ?? []]);
        var vault = options.Roles.HasFlag(Roles.Gateway)
            ? new IdentityVault(IdentityKeys.LoadOrCreate(parsed.GetValue(Keys)!))
            : null;
        await using var host = await ClusterHost.Start(
            options, parsed.GetValue(Urls)!, policies, vault, logs, stop);
        await host.WaitForShutdown(stop);
        return 0;
    }

    static SiloOptions OptionsOf(ParseResult parsed)
    {
        var database = parsed.GetValue(Database)!;
        return new SiloOptions
        {
            Roles = RolesOf(parsed.GetValue(RolesOption)!),
            Cluster = new ClusterOptions { Database = database, Name = parsed.GetValue(Name)! },
            Journals = parsed.GetValue(Journals) is { Length: > 0 } journals ? journals : [database],
            Address = parsed.GetValue(Address)!,
            SiloPort = parsed.GetValue(SiloPort),
            CallPort = parsed.GetValue(CallPort),
            Dashboard = parsed.GetValue(Dashboard),
            DrainFor = TimeSpan.FromSeconds(parsed.GetValue(DrainSeconds)),
        };
    }

    static Roles RolesOf(string text)
    {
        Roles roles = 0;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            roles |= name switch
            {
                "silo" => Roles.Silo,
                "gateway" => Roles.Gateway,
                _ => throw new UsageException($"'{name}' is no role: there are silo and gateway."),
            };
        }
        return roles;
    }
}
