using System.CommandLine;
using Gongji.Policy.Areas;
using Gongji.Program.Serving;

namespace Gongji.Program.Commands;

/// <summary>Options that several commands have.</summary>
static class Options
{
    public const string DefaultUrls = "http://127.0.0.1:8080";

    public static Option<string> Data() => new("--data")
    {
        Description = "Folder of the journal and of the keys to identities.",
        DefaultValueFactory = static _ => "data",
    };

    public static Option<string[]> Postgres() => new("--postgres")
    {
        Description = "Connection string of a PostgreSQL database for the journal, such as \"Host=…;Database=…\"; "
            + "once for each database of a journal over several, always in the same order.",
    };

    public static Option<string?> Database() => new("--database")
    {
        Description = "Connection string of the database in which silos find one another; the snapshots that they keep "
            + "there are proven too. It holds the journal as well when no --postgres is given. Left out for a ledger "
            + "of one machine.",
    };

    public static Option<string[]> Policies() => new("--policies")
    {
        Description = "Folders of policy packs beside those that are shipped.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<bool> ReplacePacks() => new("--replace-packs")
    {
        Description = "Packs of the folders take the place of shipped packs of the same areas; without it they are "
            + "refused.",
    };

    /// <exception cref="Policy.Packs.PolicyPackException">A pack is wrong.</exception>
    public static PolicyPacks PacksOf(ParseResult parsed, Option<string[]> policies, Option<bool> replace) =>
        Packs.Of(parsed.GetValue(policies) ?? [], parsed.GetValue(replace));

    public static Option<Uri?> To(string description) => new("--to")
    {
        Description = description,
        CustomParser = static parsed =>
        {
            var text = parsed.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"))
            {
                return uri;
            }
            parsed.AddError($"'{text}' is not an address such as {DefaultUrls}.");
            return null;
        },
    };

    public static Argument<FileInfo> File(string description) =>
        new Argument<FileInfo>("FILE") { Description = description }.AcceptExistingOnly();

    /// <summary>Of a ledger of one machine without a database.</summary>
    public static Place PlaceOf(string data) => new(data, []);

    public static Place PlaceIn(ParseResult parsed, Option<string> data, Option<string[]> postgres) =>
        new(parsed.GetValue(data)!, parsed.GetValue(postgres) ?? []);

    public static Place PlaceIn(
        ParseResult parsed, Option<string> data, Option<string[]> postgres, Option<string?> database)
    {
        var place = PlaceIn(parsed, data, postgres);
        return parsed.GetValue(database) is not { } cluster ? place
            : place with { Cluster = cluster, Postgres = place.Postgres.Count > 0 ? place.Postgres : [cluster] };
    }

    /// <summary>A client of a running server, with the administration's token where the environment has one.</summary>
    public static HttpClient ClientOf(Uri server)
    {
        var client = new HttpClient { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        if (ServePlan.GatewayOptionsOfEnvironment().AdminToken is { } token)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
        return client;
    }
}
