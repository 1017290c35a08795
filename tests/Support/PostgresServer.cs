using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Gongji.Tests.Support;

/// <summary>A private PostgreSQL server from this machine's binaries: loopback only, with its own folder, as durable as
/// a real one. It ends, and its folder goes, when it is disposed or when the process that started it ends in any
/// way. In between it can be killed and started again.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    const string Killed = "killed";

    // The shell waits at the pipe from our process. When we are gone the pipe ends, so the server never outlives us.
    // A server process that is left of a killed server would keep the next one from starting, so all go at once.
    const string Script =
        $$"""
        trap '' INT TERM
        make() {
          if [ "$3" = "" ]; then
            initdb -D "$1/data" -U postgres -A trust -E UTF8 --locale=C --no-sync --no-instructions
          else
            pg_basebackup -D "$1/data" -U postgres -h 127.0.0.1 -p "$3" -c fast -X stream --no-sync
          fi
        }
        make "$@" >"$1/made" 2>&1 || { cat "$1/made" >&2; rm -rf "$1"; exit 1; }
        exec 3<&0
        folder=$1
        port=$2
        shift 3
        start() {
          postgres -D "$folder/data" -p "$port" -h 127.0.0.1 -k "$folder" -c shared_buffers=64MB \
            -c max_connections=200 -c log_min_messages=log "$@" </dev/null 3<&- &
        }
        start "$@"
        while read -r told <&3; do
          case $told in
            kill) kill -KILL $! $(cat "/proc/$!/task/$!/children"); wait $!; echo {{Killed}} >&2 ;;
            start) start "$@" ;;
          esac
        done
        kill -INT $!
        wait $!
        rm -rf "$folder"
        """;

    static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);
    static readonly string? Binaries = FindBinaries();
    static readonly Lazy<Task<PostgresServer>> Shared = new(static () => Start());

    readonly Process _shell;
    readonly int _port;
    volatile TaskCompletionSource _ready = NotYet();
    volatile TaskCompletionSource _killed = NotYet();
    int _databases;

    PostgresServer(Process shell, int port)
    {
        (_shell, _port) = (shell, port);
        _ = Listen();
    }

    /// <summary>Whether this machine has PostgreSQL's server programs.</summary>
    public static bool IsAvailable => Binaries is not null;

    /// <summary>Why tests that need PostgreSQL are skipped; null when they run. Under CI they always run.</summary>
    public static string? WhySkipped =>
        IsAvailable || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : "PostgreSQL is not installed: no postgres and initdb on PATH or under /usr/lib/postgresql.";

    /// <summary>An empty database on the server that all tests of this process share.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> NewDatabase()
    {
        var server = await Shared.Value;
        return await server.CreateDatabase();
    }

    /// <param name="settings">Of the server, such as <c>shared_buffers=1GB</c>.</param>
    public static Task<PostgresServer> Start(params string[] settings) => Start(null, settings);

    /// <summary>Makes a physical copy of the server while it may be written, and starts another one on it.</summary>
    public Task<PostgresServer> BaseBackup() => Start(this, []);

    /// <summary>The connection string of what another server calls so, on this one.</summary>
    public string SameAs(string database) => ConnectionString(new NpgsqlConnectionStringBuilder(database).Database!);

    static async Task<PostgresServer> Start(PostgresServer? copied, string[] settings)
    {
        if (Binaries is null)
        {
            throw new InvalidOperationException("PostgreSQL is not installed on this machine.");
        }
        var folder = Directory.CreateTempSubdirectory("gongji-postgres-").FullName;
        var port = FreePort.Next();
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardError = true };
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root.
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync();
            (start.FileName, string[] asPostgres) =
                ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
            Array.ForEach(asPostgres, start.ArgumentList.Add);
        }
        else
        {
            start.FileName = "sh";
        }
        Array.ForEach(
            [
                "-c", Script, "sh", folder, port.ToString(CultureInfo.InvariantCulture),
                copied?._port.ToString(CultureInfo.InvariantCulture) ?? "",
            ],
            start.ArgumentList.Add);
        foreach (var setting in settings)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(setting);
        }
        start.Environment["PATH"] = Binaries + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.WorkingDirectory = folder;
        var server = new PostgresServer(Process.Start(start)!, port);
        await server._ready.Task.WaitAsync(StartMax);
        return server;
    }

    public async Task<string> CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>kill -9 of the server and of all its processes, in the middle of whatever they do. When it is over
    /// nobody answers any more.</summary>
    public async Task Kill()
    {
        _killed = NotYet();
        Tell("kill");
        await _killed.Task.WaitAsync(StartMax);
    }

    /// <summary>Starts a killed server on the folder that it left, and waits until it has recovered.</summary>
    public async Task StartAgain()
    {
        _ready = NotYet();
        Tell("start");
        await _ready.Task.WaitAsync(StartMax);
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = "postgres",
            Database = database,
        }.ToString();

    void Tell(string what)
    {
        _shell.StandardInput.WriteLine(what);
        _shell.StandardInput.Flush();
    }

    /// <summary>Reads what the server says for as long as it lives, or it would stand still at a full pipe.</summary>
    async Task Listen()
    {
        var log = new List<string>();
        while (await _shell.StandardError.ReadLineAsync() is { } line)
        {
            if (line.EndsWith("database system is ready to accept connections", StringComparison.Ordinal))
            {
                _ready.TrySetResult();
                log.Clear();
            }
            else if (line == Killed)
            {
                _killed.TrySetResult();
            }
            log.Add(line);
        }
        _ready.TrySetException(
            new InvalidOperationException("PostgreSQL did not start:\n" + string.Join('\n', log)));
        _ = _ready.Task.Exception;
    }

    static TaskCompletionSource NotYet() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    static string? FindBinaries()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return installed
            .OrderByDescending(
                Path.GetFileName, StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering))
            .Select(version => Path.Combine(version, "bin"))
            .Concat(onPath)
            .FirstOrDefault(folder =>
                File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));
    }
}
