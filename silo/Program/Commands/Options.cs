using System.CommandLine;
using Gongji.Policy.Areas;
using Gongji.Program.Logs;
using Gongji.Program.Serving;

namespace Gongji.Program.Commands;

/// <summary>Options that several commands have.</summary>
static class Options
{
    public const string DefaultUrls = "http://127.0.0.1:8080";

    /// <summary>There is no folder that is meant when none is named: a ledger is never begun or looked for by mistake.
    /// </summary>
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder of the journal and of the keys to identities.",
    };

    public static Option<string?> Keys() => new("--keys")
    {
        Description = "File of the keys to identities, in --data when it is left out; all gateways of a ledger need "
            + "the same.",
    };

    public static Option<string?> SealKey() => new("--seal-key")
    {
        Description = "File of the key that the journal is sealed with, seal-key.pem beside --keys when it is left "
            + "out; all silos of a ledger need the same.",
    };

    public static Option<string?> Heads(string description) => new("--heads") { Description = description };

    public static Option<string[]> Journals() => new("--journal")
    {
        Description = "In a cluster: connection string of each database of the journal, always in the same order; "
            + "the --database when none is given.",
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

    public static Option<string?> Silos() => new("--database")
    {
        Description = "Connection string of the PostgreSQL database in which the silos of a cluster find one another; "
            + "without it the whole ledger is in one process.",
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
    /// <exception cref="UsageException">No folder is named.</exception>
    public static Place PlaceOf(ParseResult parsed, Option<string?> data) => new(FolderOf(parsed, data), []);

    /// <exception cref="UsageException">No folder is named.</exception>
    public static Place PlaceIn(ParseResult parsed, Option<string?> data, Option<string[]> postgres) =>
        new(FolderOf(parsed, data), parsed.GetValue(postgres) ?? []);

    /// <exception cref="UsageException">No folder is named.</exception>
    public static Place PlaceIn(
        ParseResult parsed, Option<string?> data, Option<string[]> postgres, Option<string?> database) =>
        InCluster(PlaceIn(parsed, data, postgres), parsed.GetValue(database));

    /// <summary>Where the journal can be read; a folder is needed only where it lies in one.</summary>
    /// <exception cref="UsageException">Nothing is named.</exception>
    public static Place JournalIn(ParseResult parsed, Option<string?> data, Option<string[]> postgres) =>
        parsed.GetValue(postgres) is { Length: > 0 } databases ? new("", databases) : PlaceOf(parsed, data);

    /// <summary>Where a journal is, or is to be; the folder of its files is named or not.</summary>
    /// <exception cref="UsageException">Nothing is named.</exception>
    public static Place PlaceOrJournal(ParseResult parsed, Option<string?> data, Option<string[]> postgres) =>
        parsed.GetValue(data) is null ? JournalIn(parsed, data, postgres) : PlaceIn(parsed, data, postgres);

    /// <summary>The same of a cluster, too, which may keep its journal where its silos find one another.</summary>
    /// <exception cref="UsageException">Nothing is named.</exception>
    public static Place PlaceToLookAt(
        ParseResult parsed, Option<string?> data, Option<string[]> postgres, Option<string?> database) =>
        parsed.GetValue(database) is { } silos
            ? InCluster(new Place(parsed.GetValue(data) ?? "", parsed.GetValue(postgres) ?? []), silos)
            : PlaceOrJournal(parsed, data, postgres);

    /// <summary>Where one that serves a ledger, or begins it, keeps it.</summary>
    /// <param name="roles">A silo of a cluster reads no names and needs no keys to them; a gateway seals nothing.
    /// </param>
    /// <exception cref="UsageException">Too little is named, or what doesn't go together.</exception>
    public static Place PlaceToServe(
        ParseResult parsed,
        (Option<string?> Data, Option<string?> Keys, Option<string?> SealKey, Option<string[]> Postgres) alone,
        (Option<string?> Database, Option<string[]> Journals) cluster,
        Roles roles)
    {
        var databases = parsed.GetValue(alone.Postgres) ?? [];
        var silos = parsed.GetValue(cluster.Database);
        if (silos is not null && databases.Length > 0)
        {
            throw new UsageException("--postgres is of a ledger of one machine: in a cluster name each --journal.");
        }
        if (silos is null && parsed.GetValue(cluster.Journals) is { Length: > 0 })
        {
            throw new UsageException("--journal is of a cluster: name its --database too.");
        }
        var (keys, sealKey) = (parsed.GetValue(alone.Keys), parsed.GetValue(alone.SealKey));
        var folder = silos is null && databases.Length == 0
            ? FolderOf(parsed, alone.Data)
            : parsed.GetValue(alone.Data) ?? "";
        if (folder.Length == 0
            && ((keys is null && roles.HasFlag(Roles.Gateway))
                || (keys is null && sealKey is null && roles.HasFlag(Roles.Silo))))
        {
            throw new UsageException(
                "Name the files of the ledger's keys with --keys and --seal-key, or the folder in which they lie with "
                + "--data.");
        }
        string[] journals = silos is null ? databases : parsed.GetValue(cluster.Journals) ?? [];
        var place = InCluster(new Place(folder, journals), silos);
        return SealedIn(parsed, keys is null ? place : place with { KeyFile = keys }, alone.SealKey);
    }

    /// <summary>The place with the file of the key that its journal is sealed with.</summary>
    public static Place SealedIn(ParseResult parsed, Place place, Option<string?> sealKey) =>
        parsed.GetValue(sealKey) is { } file ? place with { SealKeyFile = file } : place;

    static Place InCluster(Place place, string? cluster) => cluster is null ? place
        : place with { Cluster = cluster, Postgres = place.Postgres.Count > 0 ? place.Postgres : [cluster] };

    static string FolderOf(ParseResult parsed, Option<string?> data) => parsed.GetValue(data)
        ?? throw new UsageException("Name the folder of the ledger with --data.");

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
