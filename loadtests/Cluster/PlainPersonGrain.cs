using Gongji.Client.Calls;
using Gongji.Cluster;
using Gongji.Journal.Life;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.LoadTests.Workload;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.LoadTests.Cluster;

public interface IPlainPersonGrain : IGrainWithStringKey, IInsuredPerson;

/// <summary>An insured person as a plain grain: the same rules over the same state, but no journal. The whole state is
/// written to grain storage before an answer leaves, and one call goes after another.</summary>
[GrainType("plain")]
sealed class PlainPersonGrain(PlainActivation activation)
    : PersonRef(activation, activation.Person), IPlainPersonGrain, IGrainBase
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin();
}

/// <summary>The key of a plain grain.</summary>
/// <param name="History">Settlements that the person had before.</param>
/// <param name="WithSettlements">Whether the grain keeps the settlements themselves.</param>
sealed record PlainKey(int History, bool WithSettlements, PersonNo Person)
{
    public static PlainKey Of(string text)
    {
        var parts = text.Split('/');
        return new PlainKey(
            int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            parts[1] == "settlements",
            PersonNo.Of(parts[2]));
    }

    public override string ToString() => $"{History}/{(WithSettlements ? "settlements" : "state")}/{Person}";
}

/// <summary>What a plain grain keeps.</summary>
sealed class PlainPerson
{
    public PersonState State { get; init; } = new();

    public KeyIndex Operations { get; init; } = new();

    /// <summary>The settlements themselves, which it takes to repeat a receipt or to reverse one; null when the grain
    /// does without.</summary>
    public List<Settled>? Settlements { get; set; }

    public long Sequence { get; set; }
}

/// <summary>Calls of a plain grain.</summary>
sealed class PlainActivation(
    IGrainContext context,
    IPersistentStateFactory states,
    IGrains grains,
    IPolicies policies,
    TimeProvider time) : ICalls
{
    readonly IPersistentState<PlainPerson> _kept = states.Create<PlainPerson>(
        context, new PersistentStateAttribute("plain", GrainStorageSnapshots.Provider));

    readonly PlainKey _key = PlainKey.Of(context.GrainId.Key.ToString()!);
    InsuredPerson _person = null!;

    public IGrainContext Context => context;

    public PersonNo Person => _key.Person;

    public async Task Begin()
    {
        var plain = _kept.State;
        var book = new Book<PersonState>(plain.State, plain.Operations, new PlainJournal(plain), time);
        _person = new InsuredPerson(Person, book, grains, policies, time);
        if (!_kept.RecordExists)
        {
            plain.Settlements = _key.WithSettlements ? [] : null;
            var past = new Town(
                new OnlyPersons(_ => _person), 1, withAid: false, ChinaTime.DayOf(time.GetUtcNow()), Past.Bills);
            await past.EnrolWithAccount(Person);
            await Past.Live(past, Person, _key.History);
            await _kept.WriteStateAsync();
        }
    }

    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        var answer = await call((TGrain)(object)_person);
        await _kept.WriteStateAsync();
        return answer;
    }
}

/// <summary>Stands in for the journal where there is none: what is recorded is in the state, and the state is written
/// by the grain.</summary>
sealed class PlainJournal(PlainPerson plain) : IGrainJournal
{
    public long Sequence => plain.Sequence;

    public Task Durable => Task.CompletedTask;

    public void EnsureRoom()
    {
    }

    public void Append(DateTimeOffset at, OperationId? operation, IGrainEvent @event, bool? opensWork)
    {
        plain.Sequence++;
        if (@event is Settled settled)
        {
            plain.Settlements?.Add(settled);
        }
    }

    public Task EnsureCurrent() => Task.CompletedTask;

    /// <summary>The loads never ask for anything a second time.</summary>
    public IAsyncEnumerable<Recorded> Read(long from, long to) => AsyncEnumerable.Empty<Recorded>();
}
