namespace Gongji.Journal.Postgres;

/// <summary>What a database has of a schema, and what it lacks.</summary>
/// <param name="There">Names of what it had already.</param>
/// <param name="Missing">Names of what it lacked.</param>
/// <param name="Sql">Statements that bring it up to date; empty when nothing is missing.</param>
public sealed record SchemaState(IReadOnlyList<string> There, IReadOnlyList<string> Missing, string Sql)
{
    public bool IsUpToDate => Missing.Count == 0;
}
