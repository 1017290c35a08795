using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Sees that a role has the rights of one that writes a journal: else the first that books would find out.
/// </summary>
static class PostgresRights
{
    const string Lacking =
        """
        SELECT string_agg(format('GRANT %s ON %I TO %I', privilege, name, current_user), '; ')
        FROM (VALUES
          ('journal', 'SELECT'), ('journal', 'INSERT'), ('seal', 'SELECT'), ('seal', 'INSERT'),
          ('snapshot', 'SELECT'), ('snapshot', 'INSERT'), ('snapshot', 'UPDATE'), ('snapshot', 'DELETE'),
          ('open_work', 'SELECT'), ('open_work', 'INSERT'), ('open_work', 'UPDATE'), ('open_work', 'DELETE'),
          ('follower', 'SELECT'), ('follower', 'INSERT'), ('follower', 'UPDATE')) AS needed (name, privilege)
        WHERE NOT has_table_privilege(name, privilege)
        """;

    /// <exception cref="InvalidOperationException">It lacks some; it says which.</exception>
    public static async Task Require(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var command = source.CreateCommand(Lacking);
        if (await command.ExecuteScalarAsync(stop) is string lacking)
        {
            throw new InvalidOperationException(
                $"The role that serves lacks rights in a database of the journal: {lacking}");
        }
    }
}
