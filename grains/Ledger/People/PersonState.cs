using Gongji.Ledger.Books;

namespace Gongji.Ledger.People;

/// <summary>A message to a network that is not acknowledged yet.</summary>
public sealed record Delivery(
    SettlementId Settlement, int Attempt, NetworkId Network, DeliveryKind Kind, Money Amount);

/// <summary>Money of a funder that a relative's settlement has set aside.</summary>
public sealed record FundedHold(
    SettlementId Settlement,
    int Attempt,
    NetworkId Network,
    PersonNo Patient,
    Money Wanted,
    LotPart[] Parts,
    DateTimeOffset Since)
{
    public Money Amount => Parts.Sum(static part => part.Amount);
}

/// <summary>What a person's journal says.</summary>
public sealed partial class PersonState : IGrainState
{
    public PersonNo? Person { get; set; }

    public string SealedIdentity { get; set; } = "";

    /// <summary>Oldest first.</summary>
    public List<Insurance> Insurances { get; init; } = [];

    public Account Account { get; init; } = new();

    /// <summary>What is used up, by counter name.</summary>
    public Dictionary<string, Money> Counters { get; init; } = [];

    /// <summary>In the order in which they are drawn on.</summary>
    public List<NetworkId> Networks { get; init; } = [];

    /// <summary>Settlements as patient, by id: where <see cref="Settled"/> stands.</summary>
    public KeyIndex Settlements { get; init; } = new();

    /// <summary>Reversed settlements, by id: where <see cref="Reversed"/> stands.</summary>
    public KeyIndex Reversals { get; init; } = new();

    /// <summary>The settlement that stands for a visit's batch, by <see cref="BatchKey"/>.</summary>
    public KeyIndex LiveBatches { get; init; } = new();

    /// <summary>The highest void seal, by <see cref="BatchKey"/>.</summary>
    public Dictionary<string, int> VoidSeals { get; init; } = [];

    /// <summary>The highest barred attempt of a settlement.</summary>
    public Dictionary<string, int> BarredAttempts { get; init; } = [];

    /// <summary>Operations that were reversed before they arrived.</summary>
    public HashSet<string> BarredOperations { get; init; } = [];

    public List<Delivery> Outbox { get; init; } = [];

    /// <summary>Open holds as funder, by <see cref="DrawKey"/>.</summary>
    public Dictionary<string, FundedHold> Holds { get; init; } = [];

    /// <summary>Captured holds as funder, by <see cref="DrawKey"/>.</summary>
    public KeyIndex Captured { get; init; } = new();

    /// <summary>Captured holds that were given back, by <see cref="DrawKey"/>.</summary>
    public KeyIndex Returned { get; init; } = new();

    /// <summary>The highest released attempt of a hold, by <see cref="DrawKey"/>.</summary>
    public Dictionary<string, int> ReleasedAttempts { get; init; } = [];

    public bool HasOpenWork => Outbox.Count > 0 || Holds.Count > 0;

    public static string BatchKey(VisitId visit, BatchNo batch) => $"{visit}|{batch}";

    public static string DrawKey(SettlementId settlement, NetworkId network) => $"{settlement}|{network}";

    public Insurance? InsuranceOn(DateOnly day) => Insurances.LastOrDefault(insurance => insurance.From <= day);

    public Money Counter(string name) => Counters.GetValueOrDefault(name);

    public int BarredAttempt(SettlementId settlement) => BarredAttempts.GetValueOrDefault(settlement.Value);

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case Enrolled e:
                Person = e.Person;
                SealedIdentity = e.SealedIdentity;
                SetInsurance(e.Insurance);
                break;
            case InsuranceChanged e:
                SetInsurance(e.Insurance);
                break;
            case Credited e:
                Account.Credit(new LotPart(e.Year, e.Amount));
                break;
            case NetworksOrdered e:
                Networks.Clear();
                Networks.AddRange(e.Networks);
                break;
            case NetworkJoined e:
                Networks.Add(e.Network);
                break;
            case NetworkLeft e:
                Networks.Remove(e.Network);
                break;
            default:
                ApplySettling(recorded);
                break;
        }
    }

    void SetInsurance(Insurance insurance)
    {
        Insurances.RemoveAll(old => old.From >= insurance.From);
        Insurances.Add(insurance);
    }
}
