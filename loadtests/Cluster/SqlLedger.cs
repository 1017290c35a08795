using Gongji.People;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Npgsql;

namespace Gongji.LoadTests.Cluster;

/// <summary>A settlement as one SQL statement: it locks the person's row, splits the bill, changes balance and counters
/// and adds the settlement's row, in one round trip and one transaction.</summary>
sealed class SqlLedger : IAsyncDisposable
{
    const string Schema =
        """
        CREATE TABLE insured (
          balance    bigint NOT NULL CHECK (balance >= 0),
          deductible bigint NOT NULL,
          pool       bigint NOT NULL,
          person     text COLLATE "C" PRIMARY KEY
        ) WITH (fillfactor = 70);
        CREATE TABLE settlement (
          at            timestamptz NOT NULL DEFAULT now(),
          service_date  date   NOT NULL,
          total         bigint NOT NULL,
          in_scope      bigint NOT NULL,
          deductible    bigint NOT NULL,
          pool          bigint NOT NULL,
          own           bigint NOT NULL,
          cash          bigint NOT NULL,
          balance_after bigint NOT NULL,
          operation     text COLLATE "C" PRIMARY KEY,
          settlement    text NOT NULL,
          person        text NOT NULL,
          visit         text NOT NULL,
          batch         text NOT NULL,
          institution   text NOT NULL,
          digest        text NOT NULL
        );
        """;

    // The row as it is once it is locked, not as it was when the statement began, is what the bill is split by.
    const string Settling =
        """
        WITH locked AS MATERIALIZED (
          SELECT person, balance, deductible AS paid, pool AS used FROM insured WHERE person = $1 FOR UPDATE),
        first AS (SELECT *, least($10::bigint, greatest(0, $11::bigint - paid)) AS deductible FROM locked),
        shared AS (
          SELECT *, least(round(($10 - deductible) * $12::numeric)::bigint, greatest(0, $13::bigint - used)) AS pool
          FROM first),
        split AS (SELECT *, least(balance, $9::bigint - pool) AS own FROM shared),
        changed AS (
          UPDATE insured AS i
          SET balance = i.balance - s.own, deductible = i.deductible + s.deductible, pool = i.pool + s.pool
          FROM split AS s WHERE i.person = s.person)
        INSERT INTO settlement (
          operation, settlement, person, visit, batch, institution, service_date, digest, total, in_scope,
          deductible, pool, own, cash, balance_after)
        SELECT $2, $3, $1, $4, $5, $6, $7, $8, $9, $10, deductible, pool, own, $9 - pool - own, balance - own
        FROM split
        RETURNING pool, own, cash, balance_after
        """;

    readonly NpgsqlDataSource _source;
    readonly AreaPolicy _policy;
    readonly Insurance _insurance;

    SqlLedger(NpgsqlDataSource source, AreaPolicy policy, Insurance insurance) =>
        (_source, _policy, _insurance) = (source, policy, insurance);

    /// <param name="connections">Statements that may be under way at once.</param>
    public static SqlLedger Connect(
        string database, int connections, AreaPolicy policy, Insurance insurance)
    {
        var settings = new NpgsqlConnectionStringBuilder(database)
        {
            MaxPoolSize = connections,
            MinPoolSize = connections,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        return new SqlLedger(NpgsqlDataSource.Create(settings), policy, insurance);
    }

    public async Task Prepare(IEnumerable<PersonNo> persons, Money opening)
    {
        await using var create = _source.CreateCommand(Schema);
        await create.ExecuteNonQueryAsync();
        await using var enrol = _source.CreateCommand(
            "INSERT INTO insured (person, balance, deductible, pool) SELECT unnest($1), $2, 0, 0");
        enrol.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. persons.Select(static person => person.Value)],
        });
        enrol.Parameters.Add(new NpgsqlParameter<long> { TypedValue = opening.Fen });
        await enrol.ExecuteNonQueryAsync();
        await using var vacuum = _source.CreateCommand("VACUUM ANALYZE insured");
        await vacuum.ExecuteNonQueryAsync();
    }

    /// <returns>Whether it is booked.</returns>
    public async Task<bool> Settle(Settle command)
    {
        var bill = command.Bill;
        // What the rules of the area come to for such a bill; what is used up already, the statement knows.
        var benefit = Benefits.Assess(_policy, _insurance, bill, new Counters()).OrThrow();
        await using var settle = _source.CreateCommand(Settling);
        Add(settle, command.Bill.Person.Value);
        Add(settle, command.Operation.Id.Value);
        Add(settle, command.Settlement.Value);
        Add(settle, bill.Visit.Value);
        Add(settle, bill.Batch.Value);
        Add(settle, bill.Institution.Code.Value);
        Add(settle, bill.CountedOn);
        Add(settle, command.Operation.Digest);
        Add(settle, bill.Amounts.Total.Fen);
        Add(settle, bill.Amounts.InScope.Fen);
        var layer = benefit.Layers.Single();
        Add(settle, (layer.Deductible + layer.DeductibleLeft).Fen);
        Add(settle, layer.Ratio);
        Add(settle, (layer.CapLeft + layer.Pays)?.Fen ?? long.MaxValue);
        await using var row = await settle.ExecuteReaderAsync();
        return await row.ReadAsync();
    }

    /// <summary>Whether what the settlements took is what the balances lack, and what the counters say.</summary>
    public async Task<bool> AddsUp(Money opening)
    {
        await using var check = _source.CreateCommand(
            """
            SELECT count(*) FROM insured AS i LEFT JOIN (
              SELECT person, sum(own) AS own, sum(deductible) AS deductible, sum(pool) AS pool,
                bool_and(total = pool + own + cash) AS whole
              FROM settlement GROUP BY person) AS s USING (person)
            WHERE i.balance <> $1 - coalesce(s.own, 0) OR i.deductible <> coalesce(s.deductible, 0)
              OR i.pool <> coalesce(s.pool, 0) OR NOT coalesce(s.whole, true)
            """);
        check.CommandTimeout = 0;
        Add(check, opening.Fen);
        return (long)(await check.ExecuteScalarAsync())! == 0;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    static void Add<T>(NpgsqlCommand command, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
