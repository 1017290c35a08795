using System.Collections.Immutable;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>What one network gave.</summary>
/// <param name="Left">What the funder may have been told was left: others' money comes and goes meanwhile.</param>
sealed record Share(NetworkId Network, PersonNo Funder, long Fen, ImmutableHashSet<long> Left);

/// <summary>A settlement as it has to have been booked.</summary>
sealed record Booked(
    SettlementId Settlement,
    OperationId By,
    Bill Bill,
    bool UseAccount,
    long Pool,
    ImmutableArray<(CounterKey Counter, long Fen)> Uses,
    ImmutableArray<Part> Own,
    ImmutableArray<Share> Shares,
    long Cash,
    long After,
    SettlementId? EqualTo)
{
    public OperationId? UndoneBy { get; init; }

    /// <summary>What was in the account when it had been undone.</summary>
    public long AfterUndoing { get; init; }
}

/// <summary>What an operation did.</summary>
/// <param name="Settlement">Which it settled, was given, or undid.</param>
/// <param name="Original">Which operation it barred.</param>
sealed record Deed(
    string Kind,
    long Sequence,
    DateTimeOffset At,
    DateTimeOffset DurableAt,
    SettlementId? Settlement = null,
    OperationId? Original = null);

/// <summary>Money that a relative's settlement holds.</summary>
sealed record Pledge(int Attempt, ImmutableArray<Part> Parts, ImmutableHashSet<long> Left)
{
    public long Fen => Parts.Sum(static part => part.Fen);
}

/// <summary>A person on paper, as of one entry.</summary>
sealed record PersonPage(PersonNo Person)
{
    public bool IsEnrolled { get; init; }

    public ImmutableList<Insurance> Insurances { get; init; } = [];

    public ImmutableList<NetworkId> Networks { get; init; } = [];

    public NetworkId? Left { get; init; }

    public Purse Purse { get; init; } = Purse.Empty;

    /// <summary>Settlements of which an attempt was given up, and when.</summary>
    public ImmutableList<(SettlementId Settlement, DateTimeOffset At)> GivenUp { get; init; } = [];

    public (BlockReason Why, DateOnly Since)? Blocked { get; init; }

    public ImmutableDictionary<CounterKey, long> Used { get; init; } = ImmutableDictionary<CounterKey, long>.Empty;

    public ImmutableDictionary<SettlementId, Booked> Settled { get; init; } =
        ImmutableDictionary<SettlementId, Booked>.Empty;

    /// <summary>Those that stand, the newest last.</summary>
    public ImmutableList<SettlementId> Standing { get; init; } = [];

    public ImmutableDictionary<(VisitId, BatchNo), int> Voided { get; init; } =
        ImmutableDictionary<(VisitId, BatchNo), int>.Empty;

    public ImmutableDictionary<OperationId, Deed> Deeds { get; init; } = ImmutableDictionary<OperationId, Deed>.Empty;

    public ImmutableHashSet<OperationId> Barred { get; init; } = [];

    /// <summary>By which operation a credit was taken back.</summary>
    public ImmutableDictionary<OperationId, OperationId> TakenBack { get; init; } =
        ImmutableDictionary<OperationId, OperationId>.Empty;

    public ImmutableDictionary<(SettlementId, NetworkId), Pledge> Pledges { get; init; } =
        ImmutableDictionary<(SettlementId, NetworkId), Pledge>.Empty;

    /// <summary>What was paid out of pledges, to come back by the same years.</summary>
    public ImmutableDictionary<(SettlementId, NetworkId), ImmutableArray<Part>> Paid { get; init; } =
        ImmutableDictionary<(SettlementId, NetworkId), ImmutableArray<Part>>.Empty;

    public Insurance? InsuredOn(DateOnly day) => Insurances.FindLast(insurance => insurance.From <= day);

    /// <summary>The last day, up to that one, on which the insurance had ended.</summary>
    public DateOnly? Ended(DateOnly day)
    {
        DateOnly? last = null;
        for (var at = 0; at < Insurances.Count && Insurances[at].From <= day; at++)
        {
            if (Insurances[at].Status == InsuranceStatus.Ended)
            {
                var next = at + 1 < Insurances.Count ? Insurances[at + 1].From : DateOnly.MaxValue;
                last = next <= day ? next.AddDays(-1) : day;
            }
        }
        return last;
    }

    public Booked? StandingFor(VisitId visit, BatchNo batch) => Standing
        .Select(id => Settled[id])
        .FirstOrDefault(each => each.Bill.Visit == visit && each.Bill.Batch == batch);

    public SettlementId? EqualTo(Bill bill) => Standing
        .Select(id => Settled[id])
        .LastOrDefault(each => each.Bill.Digest == bill.Digest)?.Settlement;
}
