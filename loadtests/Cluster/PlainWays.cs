using System.Globalization;
using Gongji.Journal.Postgres;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Cluster;

/// <summary>The ledger's person beside a plain grain with grain storage and beside a SQL statement: the same bills of
/// as many persons, from the same callers, on the same PostgreSQL, durable before they are answered.</summary>
sealed class PlainWays(PostgresServer server, IPolicies policies, ClusterLoadOptions options)
{
    /// <summary>How often the ledger means to settle as much as a plain grain, and as a SQL statement.</summary>
    const double AimPlain = 15, AimSql = 6;

    static readonly int[] Connections = [8, 16, 32, 64, 128];

    readonly DateOnly _today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());

    public async Task<bool> Run()
    {
        Report.Line($"plain: {options.Persons:N0} persons, {options.History} settlements each before; "
            + "callers and silo in this process");
        await using var journal = new PostgresJournalStore(await server.CreateDatabase(), TimeProvider.System);
        await journal.Prepare(CancellationToken.None);
        var storage = await PlainStorage.Prepare(server);
        await using var silo = await SiloEngine.Start(
            journal, policies, new JournalOptions(), more => PlainStorage.Add(more, storage, policies));
        await Begin(silo.Grains);
        // Each way is run once before it counts, on grains of its own where a past makes it slower: what is compared is
        // not the compiler.
        await Settle(silo.Grains, options.Persons, 1);
        await Settle(Plain(silo.Factory, 0, withSettlements: true), options.Persons, 1);
        var clean = await Compare(silo, options.Persons, 2);
        if (options.Hot > 0)
        {
            Report.Line($"plain, busy: all callers want {options.Hot} of the persons");
            clean &= await Compare(silo, options.Hot, 3);
        }
        var proof = await Prover.ProveAll(journal, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        return clean && proof.Report.IsClean;
    }

    /// <returns>Whether the books of the SQL tables add up; the journal is proved at the end.</returns>
    async Task<bool> Compare(SiloEngine silo, int persons, int round)
    {
        var ours = await Settle(silo.Grains, persons, round);
        Say("ledger", ours);
        var state = await Settle(Plain(silo.Factory, options.History, withSettlements: false), persons, round);
        Say("plain grain, state alone", state);
        var whole = await Settle(Plain(silo.Factory, options.History, withSettlements: true), persons, round);
        Say("plain grain with its settlements", whole);
        var (sql, connections, addsUp) = await SettleBySql(persons);
        Say($"SQL statement, {connections} connections", sql);

        SayRatio("plain grain, state alone", ours, state, AimPlain);
        SayRatio("plain grain with its settlements", ours, whole, AimPlain);
        SayRatio("SQL statement", ours, sql, AimSql);
        Report.Line($"  books      of the SQL tables {(addsUp ? "add up" : "DO NOT ADD UP")}");
        return addsUp;
    }

    async Task<Answered> Settle(IGrains grains, int persons, int round)
    {
        var town = new Town(grains, persons, LoadKind.Simple, _today, round * 1_000_000_000L);
        // A plain grain sees to enrolment and past itself when it is first asked.
        await ForEach(town, person => Past.Live(town, person, 1));
        return await new ClosedLoop(options.Loop).Run(
            random => Figures.IsReceipt(town.Settle(random.Next(persons), random)),
            static () => { },
            static () => { });
    }

    /// <summary>Enrols the persons and lets them have their past.</summary>
    async Task Begin(IGrains grains)
    {
        var past = new Town(grains, options.Persons, LoadKind.Simple, _today, Past.Bills);
        await past.Enrol(options.Loop.Callers);
        await ForEach(past, person => Past.Live(past, person, options.History));
    }

    Task ForEach(Town town, Func<PersonNo, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, town.Patients),
        new ParallelOptions { MaxDegreeOfParallelism = options.Loop.Callers },
        async (n, _) => await act(town.PatientAt(n)));

    async Task<(Answered Best, int Connections, bool AddsUp)> SettleBySql(int persons)
    {
        var town = new Town(
            new OnlyPersons(static _ => throw new NotSupportedException()), persons, LoadKind.Simple, _today);
        var insurance = new Insurance(
            new DateOnly(_today.Year - 1, 1, 1), Town.Area, PersonKind.Active, InsuranceStatus.Normal);
        var policy = policies.For(insurance.Area, _today)!;
        var database = await server.CreateDatabase();
        (Answered Answered, int Connections)? best = null;
        var addsUp = true;
        foreach (var connections in Connections)
        {
            await using var sql = SqlLedger.Connect(database, connections, policy, insurance);
            if (best is null)
            {
                await sql.Prepare(Enumerable.Range(0, persons).Select(town.PatientAt), Town.Opening);
            }
            var answered = await new ClosedLoop(options.Loop).Run(
                random => sql.Settle(town.NewBill(town.PatientAt(random.Next(persons)), random)),
                static () => { },
                static () => { });
            Report.Line(string.Create(
                CultureInfo.InvariantCulture, $"    SQL over {connections,3} connections {answered.PerSecond,7:N0}/s"));
            best = best is { } earlier && earlier.Answered.PerSecond > answered.PerSecond
                ? earlier
                : (answered, connections);
            addsUp &= await sql.AddsUp(Town.Opening);
        }
        return (best!.Value.Answered, best.Value.Connections, addsUp);
    }

    static OnlyPersons Plain(IGrainFactory factory, int history, bool withSettlements) => new(person =>
        factory.GetGrain<IPlainPersonGrain>(new PlainKey(history, withSettlements, person).ToString()));

    static void Say(string what, Answered answered) => Report.Line(string.Create(
        CultureInfo.InvariantCulture,
        $"  {what,-33} {answered.PerSecond,7:N0} settlements/s  p50 {Report.Ms(answered, 0.5),6}  "
        + $"p99 {Report.Ms(answered, 0.99),6} ms  refused {answered.Refused}  {Figures.LoadAverage()}"));

    static void SayRatio(string what, Answered ours, Answered other, double aim)
    {
        var ratio = ours.PerSecond / other.PerSecond;
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  ledger / {what,-32} {ratio,5:0.0}  (aim {aim:0}: {(ratio >= aim ? "met" : "missed")})"));
    }
}
