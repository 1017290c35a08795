using System.Runtime.CompilerServices;
using Gongji.Client.Calls;
using Gongji.Journal.Entries;
using Gongji.Journal.Split;

namespace Gongji.Tests.Ledger;

/// <summary>How long money stays set aside whose settlement everybody has forgotten, when there is much of it and not
/// everybody can be asked.</summary>
public sealed class BoundTests : IDisposable
{
    const int Databases = 3;
    const int Funders = 10_000;
    const int HoldsEach = 10;
    const int Patients = 20_000;
    const int Away = 1;

    /// <summary>Every uncertain outcome that can be closed is closed within this time.</summary>
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    /// <summary>After so long a call, or a question to a database, ends without an answer.</summary>
    static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    readonly SteppedScheduler _step = new();
    readonly ManualTime _time = MailboxLedger.Noon();
    readonly Part[] _parts;
    readonly SplitJournalStore _store;
    readonly Neighbours _neighbours;
    TestLedger _ledger;

    public BoundTests()
    {
        _parts = [.. Enumerable.Range(0, Databases).Select(_ => new Part(new MemoryJournalStore(), _time))];
        _store = new SplitJournalStore(_parts);
        _neighbours = new Neighbours(_time);
        _ledger = Start();
    }

    public void Dispose()
    {
        // What still waits for an answer ends first.
        _time.Run(() => Task.Delay(Bound, _time), _step);
        _step.Run(async () => await _ledger.DisposeAsync());
    }

    [Fact]
    public void Of_a_hundred_thousand_holds_all_that_can_be_closed_are_closed_in_time_whatever_is_away()
    {
        _step.Run(PlaceHolds);
        _step.Run(SettleWithANetworkThatIsDead);
        // Nobody in memory knows of anything.
        _ledger = Start();
        _parts[Away].IsAway = true;
        var opened = _time.GetUtcNow();

        _time.Run(
            () => Task.WhenAll(Sweeps.Of(_store, _ledger.Grains, _time).Select(sweep => Always(sweep, opened))), _step);
        _parts[Away].IsAway = false;

        string[] asked = [.. Enumerable.Range(0, Funders).Select(FunderOf).Where(static who => PartOf(who) != Away)];
        string[] left = [.. asked.SelectMany(LeftOf)];
        Assert.DoesNotContain(left, static patient => PartOf(patient) != Away);
        Assert.Contains(left, static patient => PartOf(patient) == Away);
    }

    TestLedger Start()
    {
        var ledger = _step.Run(() => TestLedger.Start(_store, _time, neighbours: _neighbours, scheduler: _step));
        _neighbours.To = ledger.Host;
        return ledger;
    }

    static string FunderOf(int n) => $"F{n:D5}";

    static string PatientOf(int n) => $"P{n % Patients:D5}";

    static int PartOf(string person) =>
        (int)(GrainHash.Of(GrainKey.Person(PersonNo.Of(person)).Value) % Databases);

    async Task PlaceHolds()
    {
        for (var n = 0; n < Patients; n++)
        {
            await _ledger.Enrol(PatientOf(n));
        }
        for (var n = 0; n < Funders; n++)
        {
            await _ledger.Enrol(FunderOf(n), yuan: HoldsEach);
            for (var hold = 0; hold < HoldsEach; hold++)
            {
                var serial = n * HoldsEach + hold;
                var draw = _ledger.DrawOf(PatientOf(serial), 1, $"S{serial}");
                (await _ledger.Person(FunderOf(n)).Hold(_ledger.HoldOf($"N{n}", draw))).OrThrow();
            }
        }
    }

    /// <summary>Some funders have settled themselves, and can't tell it to the network that paid.</summary>
    async Task SettleWithANetworkThatIsDead()
    {
        await _ledger.Enrol("DF", yuan: 100);
        string[] members = [FunderOf(0), FunderOf(1), FunderOf(2)];
        await _ledger.FormNetwork("DEAD", "DF", members);
        _neighbours.Dead = GrainKey.Network(_ledger.NetworkOf("DEAD"));
        foreach (var member in members)
        {
            var aided = await _ledger.Settle(_ledger.BillOf(member, inScope: 10, visit: $"V{member}"));
            Assert.Equal(10, aided.OrThrow().Aid.Yuan);
        }
    }

    async Task Always(Journal.Life.DatabaseSweep sweep, DateTimeOffset opened)
    {
        while (_time.GetUtcNow() - opened < Bound)
        {
            try
            {
                await sweep.All();
            }
            catch (IOException)
            {
                // The database is away.
            }
            await Task.Delay(SweepEvery, _time);
        }
    }

    /// <summary>The patients for whom a funder still holds money.</summary>
    IEnumerable<string> LeftOf(string funder) =>
        _step.Run(() => _ledger.ViewOf(funder)).Holds.Select(static hold => hold.Patient.Value);

    /// <summary>A database that may be away: nothing comes back for a while, then an error.</summary>
    sealed class Part(IJournalStore inner, TimeProvider time) : PassThroughStore(inner)
    {
        public bool IsAway { get; set; }

        public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
        {
            await Answers();
            return await base.Write(lane, batch, stop);
        }

        public override async IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, [EnumeratorCancellation] CancellationToken stop = default)
        {
            await Answers();
            await foreach (var entry in base.Read(grain, from, to, stop))
            {
                yield return entry;
            }
        }

        public override async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
        {
            await Answers();
            return await base.ReadSnapshot(grain, stop);
        }

        public override async Task<IReadOnlyList<WorkMark>> OpenWork(
            int database, WorkMark? after, int limit, CancellationToken stop)
        {
            await Answers();
            return await base.OpenWork(database, after, limit, stop);
        }

        async Task Answers()
        {
            if (IsAway)
            {
                await Task.Delay(AnswerWithin, time);
                throw new IOException("no answer");
            }
        }
    }

    /// <summary>Whoever is dead does not hear what was settled, and nobody hears that.</summary>
    sealed class Neighbours(TimeProvider time) : ICalls
    {
        public ICalls? To { get; set; }

        public GrainKey? Dead { get; set; }

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            if (key == Dead && typeof(T) == typeof(Answer<Done>))
            {
                await Task.Delay(AnswerWithin, time);
                throw new OutcomeUnknownException("no answer");
            }
            return await To!.Call(key, call);
        }
    }
}
