using System.CommandLine;
using System.Net;
using Gongji.Client.Cluster;
using Gongji.Hosting.Heads;
using Gongji.Hosting.Options;
using Gongji.Policy.Areas;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Commands;

/// <summary><c>gongji serve</c>: the whole ledger in this process, or one process of a cluster, until it is told to
/// stop.</summary>
static class ServeCommand
{
    static readonly Option<string?> RolesOption = new("--roles")
    {
        Description = "In a cluster: what this process does, silo, gateway or both parted by a comma; both when it is "
            + "left out.",
    };

    static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the cluster.",
        DefaultValueFactory = static _ => "gongji",
    };

    static readonly Option<IPAddress> Address = new("--address")
    {
        Description = "In a cluster: address by which other processes reach this silo.",
        CustomParser = static parsed => IPAddress.TryParse(parsed.Tokens[0].Value, out var address)
            ? address
            : throw new UsageException($"'{parsed.Tokens[0].Value}' is not an IP address."),
        DefaultValueFactory = static _ => IPAddress.Loopback,
    };

    static readonly Option<int> SiloPort = new("--silo-port")
    {
        Description = "In a cluster: port for other silos.",
        DefaultValueFactory = static _ => 11_111,
    };

    static readonly Option<int> CallPort = new("--call-port")
    {
        Description = "In a cluster: port for gateways that are no silos.",
        DefaultValueFactory = static _ => 30_000,
    };

    static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses of the national interface, the administration and /health.",
        DefaultValueFactory = static _ => Commands.Options.DefaultUrls,
    };

    static readonly Option<bool> Dashboard = new("--dashboard")
    {
        Description = "Serve Orleans' dashboard under /dashboard; give it to all processes of a cluster alike.",
    };

    static readonly Option<string?> Notices = new("--notices")
    {
        Description = "Address of a receiver that is told what moved in whose account; nobody is when it is left out.",
    };

    static readonly Option<int?> DrainSeconds = new("--drain-seconds")
    {
        Description = "How long a process that stops says that it is not ready before it takes no more calls; 5 when "
            + "it is left out.",
    };

    static readonly Option<string?> Heads = Commands.Options.Heads(
        "File or address, on another machine at best, that is told once a minute how far the journal is written (PUT), "
        + "and asked at the start whether it has all that was (GET); each silo has its own.");

    static readonly Option<string?> Data = Commands.Options.Data();
    static readonly Option<string?> Keys = Commands.Options.Keys();
    static readonly Option<string?> SealKey = Commands.Options.SealKey();
    static readonly Option<string?> Database = Commands.Options.Silos();
    static readonly Option<string[]> Journals = Commands.Options.Journals();
    static readonly Option<string[]> Postgres = Commands.Options.Postgres();
    static readonly Option<string[]> Policies = Commands.Options.Policies();
    static readonly Option<bool> ReplacePacks = Commands.Options.ReplacePacks();

    public static Command Make()
    {
        var command = new Command("serve", "Serve the ledger over HTTP until SIGTERM or Ctrl-C.")
        {
            Data, Postgres, Policies, ReplacePacks, Urls, Keys, SealKey, Heads, Notices, Dashboard, DrainSeconds,
            Database, Journals, RolesOption, Name, Address, SiloPort, CallPort,
        };
        command.SetAction(Serve);
        return command;
    }

    static async Task<int> Serve(ParseResult parsed, CancellationToken stop)
    {
        using var logs = ConsoleLogs.Create(LogLevel.Information);
        var log = logs.CreateLogger("Gongji");
        var plan = PlanOf(parsed);
        foreach (var note in plan.Policies.Notes)
        {
            ServerLog.NoteOnPack(log, note);
        }
        await using var process = await LedgerProcess.Start(plan, logs, stop);
        ServerLog.Serving(log, plan.Roles.ToString(), string.Join(' ', process.Urls));
        return await process.WaitForShutdown(stop) ? 0 : 1;
    }

    static ServePlan PlanOf(ParseResult parsed)
    {
        var packs = Commands.Options.PacksOf(parsed, Policies, ReplacePacks);
        var roles = RolesOf(parsed.GetValue(RolesOption) ?? "silo,gateway");
        var place = Commands.Options.PlaceToServe(
            parsed, (Data, Keys, SealKey, Postgres), (Database, Journals), roles);
        var plan = place.Cluster is { } database
            ? InCluster(parsed, database, place, roles, packs)
            : Alone(parsed, place, packs);
        if (parsed.GetValue(Heads) is { } heads)
        {
            plan = plan with { Heads = HeadsPlace.Of(heads) };
        }
        plan.Silo.Dashboard |= parsed.GetValue(Dashboard);
        plan.Silo.Notices.To = parsed.GetValue(Notices) ?? plan.Silo.Notices.To;
        if (parsed.GetValue(DrainSeconds) is { } seconds)
        {
            plan.Silo.DrainFor = TimeSpan.FromSeconds(seconds);
        }
        return plan;
    }

    /// <exception cref="UsageException">An option is of a cluster.</exception>
    static ServePlan Alone(ParseResult parsed, Place place, PolicyPacks packs)
    {
        Option[] ofClusters = [RolesOption, Name, Address, SiloPort, CallPort];
        return ofClusters.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } option
            ? throw new UsageException($"{option.Name} is of a cluster: name its --database too.")
            : ServePlan.OneMachine(place, parsed.GetValue(Urls)!, packs);
    }

    static ServePlan InCluster(
        ParseResult parsed, string database, Place place, Roles roles, PolicyPacks packs)
    {
        var member = new MemberOptions
        {
            Cluster = new ClusterOptions
            {
                Database = database,
                Name = parsed.GetValue(Name)!,
                Waits = ServePlan.OfEnvironment<WaitOptions>("WAITS"),
            },
            Address = parsed.GetValue(Address)!,
            SiloPort = parsed.GetValue(SiloPort),
            CallPort = parsed.GetValue(CallPort),
        };
        return new ServePlan(
            place,
            roles,
            member,
            parsed.GetValue(Urls)!,
            packs);
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
