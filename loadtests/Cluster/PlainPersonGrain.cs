using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Patient;
using Gongji.LoadTests.Workload;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.LoadTests.Cluster;

public interface IPlainPersonGrain : IGrainWithStringKey, IInsuredPerson;

/// <summary>An insured person as a plain grain: the same rules over the same state, but no journal. The whole state is
/// written to grain storage before an answer leaves, and one call goes after another.</summary>
[GrainType("plain")]
sealed class PlainPersonGrain(PlainActivation activation)
    : InsuredPerson(activation.Person, activation.Book, activation.Grains, activation.Policies, activation.Time),
    IPlainPersonGrain, IGrainBase, IIncomingGrainCallFilter
{
    public IGrainContext GrainContext => activation.Context;

    public Task OnActivateAsync(CancellationToken token) => activation.Begin(this);

    public Task Invoke(IIncomingGrainCallContext context) => activation.Answer(context);
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

/// <summary>What a plain grain is made with, and what it does around its calls.</summary>
sealed class PlainActivation
{
    readonly IPersistentState<PlainPerson> _kept;
    readonly PlainKey _key;

    public PlainActivation(
        IGrainContext context,
        IPersistentStateFactory states,
        IGrains grains,
        IPolicies policies,
        TimeProvider time)
    {
        _kept = states.Create<PlainPerson>(context, new PersistentStateAttribute("plain", PlainStorage.Provider));
        _key = PlainKey.Of(context.GrainId.Key.ToString()!);
        (Context, Grains, Policies, Time) = (context, grains, policies, time);
        Book = new Book<PersonState>(new PlainJournal(_kept), time);
    }

    public IGrainContext Context { get; }

    public IGrains Grains { get; }

    public IPolicies Policies { get; }

    public TimeProvider Time { get; }

    public Book<PersonState> Book { get; }

    public PersonNo Person => _key.Person;

    public async Task Begin(InsuredPerson person)
    {
        Book.Restore(_kept.State.State, _kept.State.Operations);
        if (!_kept.RecordExists)
        {
            _kept.State.Settlements = _key.WithSettlements ? [] : null;
            var past = new Town(
                new OnlyPersons(_ => person), 1, LoadKind.Simple, ChinaTime.DayOf(Time.GetUtcNow()), Past.Bills);
            await past.EnrolWithAccount(Person);
            await Past.Live(past, Person, _key.History);
            await _kept.WriteStateAsync();
        }
    }

    public async Task Answer(IIncomingGrainCallContext call)
    {
        await call.Invoke();
        await _kept.WriteStateAsync();
    }
}

/// <summary>Stands in for the journal where there is none: what is recorded is in the state, and the state is written
/// by the grain.</summary>
sealed class PlainJournal(IPersistentState<PlainPerson> kept) : IGrainJournal
{
    public long Sequence => kept.State.Sequence;

    public DateTimeOffset LastAt => DateTimeOffset.MinValue;

    public Task Durable => Task.CompletedTask;

    public void EnsureRoom()
    {
    }

    public void Append(DateTimeOffset at, Operation? operation, IGrainEvent @event, bool? opensWork)
    {
        kept.State.Sequence++;
        if (@event is Settled settled)
        {
            kept.State.Settlements?.Add(settled);
        }
    }

    /// <summary>The loads never ask for anything a second time.</summary>
    public IAsyncEnumerable<Recorded> Read(long from, long to) => AsyncEnumerable.Empty<Recorded>();
}
