using System.Runtime.CompilerServices;
using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;
using Gongji.Policy.Areas;
using Gongji.Policy.Deciding;
using Gongji.Tests.Simulation.Oracle;

namespace Gongji.Tests.Simulation;

/// <summary>Reads every entry the moment it is durable and keeps a plain ledger of its own, one event after another.
/// What a grain decided concurrently has to be what this ledger would decide when it comes to that event.</summary>
sealed class Watcher(World world, Faults faults)
{
    readonly Dictionary<GrainKey, (IGrainState State, long Sequence)> _grains = [];
    readonly Dictionary<string, long> _accounts = [];
    readonly Dictionary<GrainKey, DateTimeOffset> _lastRaise = [];
    readonly Dictionary<GrainKey, DateTimeOffset> _lastAt = [];
    readonly Dictionary<NetworkId, Flow> _flows = [];
    readonly Dictionary<string, AreaPolicy> _rules = [];
    readonly VisitWatcher _visits = new();
    readonly AidWatcher _aid = new(world, faults);

    /// <summary>The sums of one network's aid as the three parties have recorded them, in the order of the
    /// protocol.</summary>
    sealed class Flow
    {
        public long Settled, FunderCaptured, NetworkCaptured, Reversed, FunderReturned, NetworkReturned;

        public bool Holds => Settled >= FunderCaptured && FunderCaptured >= NetworkCaptured
            && Reversed >= FunderReturned && FunderReturned >= NetworkReturned;

        public bool IsDone => Settled == NetworkCaptured && Reversed == NetworkReturned;
    }

    /// <summary>Where each operation's event stands.</summary>
    public Dictionary<OperationId, List<(GrainKey Grain, long Sequence)>> Operations { get; } = [];

    /// <summary>Tokens and views.</summary>
    public CodeWatcher Codes { get; } = new(world, faults);

    /// <summary>The ledger on paper that knows what answers have to be.</summary>
    public PaperLedger Oracle { get; } = new(NewYear.Policies, faults);

    /// <summary>A request is sent for the first time.</summary>
    public void Hear(Request request)
    {
        if (request.Asks is var (about, command))
        {
            Oracle.Hear(request.Operation, about, command, world.Now);
        }
    }

    public int Settlements { get; private set; }

    /// <summary>How often each kind of event was recorded.</summary>
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    public void Take(Entry entry)
    {
        var recorded = EventKinds.Decode(entry);
        var (state, sequence) = _grains.TryGetValue(entry.Grain, out var known) ? known : (Fresh(entry.Grain), 0);
        Check(recorded.Sequence == sequence + 1, $"{entry.Grain} has {entry.Sequence} behind {sequence}");
        Kinds[entry.Kind] = Kinds.GetValueOrDefault(entry.Kind) + 1;
        var lastAt = _lastAt.GetValueOrDefault(entry.Grain);
        Check(entry.At >= lastAt, $"{entry.Grain} goes back in time");
        _lastAt[entry.Grain] = entry.At;
        if (recorded is { Event: Settled settled, Operation: not null })
        {
            Settlements++;
            CheckDecision((PersonState)state, settled, entry.Grain, recorded);
        }
        Check(
            recorded.Event is not HoldPlaced || ((PersonState)state).Account.Blocked is null,
            $"{entry.Grain} is blocked and sets money aside");
        if (recorded.Event is RulesKept kept)
        {
            _rules.Add(kept.Version, AreaPolicy.OfKept(kept.Version, kept.Rules));
        }
        Codes.Take(entry.Grain, recorded);
        _aid.Take(entry.Grain, recorded, entry.At == lastAt);
        state.Apply(recorded);
        _grains[entry.Grain] = (state, recorded.Sequence);
        // A message uses its token under its own name; where it books is where it is to be found.
        if (recorded is { Operation: { } operation, Event: not TokenUsed })
        {
            if (!Operations.TryGetValue(operation.Id, out var places))
            {
                Operations[operation.Id] = places = [];
            }
            Check(!places.Exists(place => place.Grain == entry.Grain), $"{operation.Id} is twice");
            places.Add((entry.Grain, entry.Sequence));
        }
        if (recorded.Event is Credited or Reversed or HoldReleased or HoldCaptured or HoldReturned)
        {
            _lastRaise[entry.Grain] = world.Now;
        }
        Post(recorded.Event);
        CheckAccount(entry.Grain, state);
        Flows(entry.Grain, recorded.Event);
        _visits.Take(entry.Grain, state, recorded.Event);
        Oracle.Take(entry.Grain, recorded, world.Now);
    }

    /// <summary>At the end, when everything has had time: nothing is open and the families' sums agree.</summary>
    public void CheckDone()
    {
        foreach (var (grain, (state, _)) in _grains)
        {
            Check(!state.HasOpenWork, $"{grain} has open work at the end");
        }
        foreach (var (network, flow) in _flows)
        {
            Check(flow.IsDone, $"the sums of {network} differ at the end");
        }
        foreach (var (account, balance) in _accounts)
        {
            var isTransit = account.EndsWith("/transit", StringComparison.Ordinal);
            Check(!isTransit || balance == 0, $"{account} holds {balance} fen");
        }
    }

    /// <summary>At the end persons have those networks in their lists whose members they are, by the same bindings.
    /// </summary>
    public void CheckLists()
    {
        var members = _grains.SelectMany(static grain => grain.Value.State is NetworkState network
            ? network.Members.Values.Select(member => (grain.Key.Id, member.Person.Value, member.Binding))
            : []);
        var listed = _grains.SelectMany(static grain => grain.Value.State is PersonState { Enrolment: var enrolment }
            ? enrolment.Networks.Select(network =>
                (network.Value, grain.Key.Id, enrolment.Bindings.GetValueOrDefault(network.Value)))
            : []);
        var differing = members.ToHashSet();
        differing.SymmetricExceptWith(listed);
        Check(differing.Count == 0, $"network, person and list don't agree on {string.Join(' ', differing)}");
    }

    public bool Knows(PersonNo person, SettlementId settlement) =>
        _grains.TryGetValue(GrainKey.Person(person), out var grain)
        && ((PersonState)grain.State).Commits.Made.Has(settlement.Value);

    public bool IsUndone(PersonNo person, SettlementId settlement) =>
        ((PersonState)_grains[GrainKey.Person(person)].State).Commits.Undone.Has(settlement.Value);

    /// <summary>Sees that what a network shows at the end, when it has let go whose authorization has ended, is so.
    /// </summary>
    public void CheckMembers(NetworkView view, DateOnly today) => _aid.CheckMembers(view, today);

    static IGrainState Fresh(GrainKey key) => key.Kind switch
    {
        GrainKind.Person => new PersonState(),
        GrainKind.Network => new NetworkState(),
        GrainKind.Credential => new CredentialState(),
        GrainKind.Visit => new VisitState(),
        GrainKind.Institution => new InstitutionState(),
        GrainKind.Policy => new AreaRulesState(),
        null => throw new InvalidOperationException($"the simulation has no {key}"),
    };

    internal static void Check(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref Unless otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise.Text());
        }
    }

    static void Check(bool holds, string otherwise) => Check(holds, $"{otherwise}");

    void Post(IGrainEvent @event)
    {
        if (@event is IPosted posted)
        {
            Check(Postings.Sum(posted.Postings) == 0, "an entry's postings do not sum to zero");
            foreach (var posting in posted.Postings)
            {
                _accounts[posting.Account] = _accounts.GetValueOrDefault(posting.Account) + posting.Signed;
            }
        }
    }

    /// <summary>What was posted to an own account is what is in it, and so is what is owed.</summary>
    void CheckAccount(GrainKey grain, IGrainState state)
    {
        if (state is PersonState { Account: var account })
        {
            var person = PersonNo.Of(grain.Id);
            var posted = account.Lots.Sum(lot =>
                -_accounts.GetValueOrDefault(Accounts.Lot(person, lot.Purse, lot.Year)));
            Check(posted == account.Total.Fen, $"{grain} holds {account.Total}, posted were {posted} fen");
            var owed = _accounts.GetValueOrDefault(Accounts.Owed(person));
            Check(owed == account.Owed.Fen, $"{grain} owes {account.Owed}, posted were {owed} fen");
        }
    }

    void Flows(GrainKey grain, IGrainEvent @event)
    {
        foreach (var aid in (@event as Settled)?.Aid ?? [])
        {
            FlowOf(aid.Network).Settled += aid.Amount.Fen;
        }
        foreach (var aid in (@event as Reversed)?.Aid ?? [])
        {
            FlowOf(aid.Network).Reversed += aid.Amount.Fen;
        }
        switch (@event)
        {
            case HoldCaptured e:
                FlowOf(e.Network).FunderCaptured += e.Parts.Sum(static part => part.Amount).Fen;
                break;
            case HoldReturned e:
                FlowOf(e.Network).FunderReturned += e.Parts.Sum(static part => part.Amount).Fen;
                break;
            case DrawCaptured e:
                FlowOf(NetworkId.Of(grain.Id)).NetworkCaptured += e.Amount.Fen;
                break;
            case DrawReturned e:
                FlowOf(NetworkId.Of(grain.Id)).NetworkReturned += e.Amount.Fen;
                break;
        }
        foreach (var (network, flow) in _flows)
        {
            Check(flow.Holds, $"{network} or its funder moved money before the patient did");
        }
    }

    Flow FlowOf(NetworkId network)
    {
        if (!_flows.TryGetValue(network, out var flow))
        {
            _flows[network] = flow = new Flow();
        }
        return flow;
    }

    AreaPolicy RulesOf(string version)
    {
        Check(_rules.TryGetValue(version, out var kept), $"{version} decides, and its rules are not kept");
        return kept!;
    }

    /// <summary>The benefits and the own part, decided again by the sequential ledger and the rules that are kept.
    /// </summary>
    void CheckDecision(PersonState state, Settled settled, GrainKey grain, Recorded recorded)
    {
        var bill = settled.Bill;
        var insurance = state.Enrolment.InsuranceOn(bill.RulesOf)!;
        Check(settled.Insurance == insurance, "another insurance counts than that of the day");
        Check(insurance.Status != InsuranceStatus.Ended, "an insurance that has ended pays");
        var policy = RulesOf(NewYear.Policies.For(insurance.Area, bill.RulesOf)!.Version);
        var benefit = Benefits.Assess(policy, insurance, bill, state.Patient.Used).OrThrow();
        Check(benefit.PoolPay == settled.PoolPay, $"the pool pays {settled.PoolPay}, should pay {benefit.PoolPay}");
        Check(benefit.Uses.SequenceEqual(settled.Uses), "the counters used differ");
        var again = DecidedAgain.Of(
            settled, policy, new BeforeSettled(state.Patient.Used, state.Account.HoldsCredits));
        Check(again.Differs is null, $"from what it keeps it can't be decided again: {again.Differs}");
        var plan = Payers.Plan(
            policy, insurance, bill, benefit, settled.UseAccount, state.Account.HoldsCredits);
        var own = settled.Own.Sum(static part => part.Amount);
        var aid = settled.Aid.Sum(static part => part.Amount);
        Check(bill.Amounts.Total == settled.PoolPay + own + aid + settled.Cash, "the parts of the bill don't add up");
        Check(own + aid <= benefit.PersonPart.LessOrZero(bill.Amounts.AccountBarred), "accounts pay what they may not");
        Check(aid <= plan.AidCeiling && settled.Aid.Length <= plan.Authorizers, "aid pays more than it may");
        Check(!settled.UseAccount || state.Account.Blocked is null, "a blocked account is used");
        Check(state.Commits.BarredAttempt(settled.Settlement) < settled.Attempt, "a barred attempt committed");
        Check(!state.Commits.BarredOperations.Contains(recorded.Operation!.Id.Value), "a barred operation committed");
        var free = plan.Order.Length > 0 ? state.Account.Free : Money.Zero;
        var most = Money.Min(Money.Min(plan.OwnCeiling, benefit.PersonPart), free);
        // The own part is chosen before aid is asked for; money that came in meanwhile is rightly not in it.
        var raised = _lastRaise.GetValueOrDefault(grain);
        var cameMeanwhile = world.Now - raised < TimeSpan.FromSeconds(30) + faults.Longer;
        Check(own == most || (own < most && cameMeanwhile), $"the own account pays {own}, should pay {most}");
        Check(settled.EqualTo == state.Patient.EqualTo(bill), "an equal settlement that stands is not named");
        Check(state.Account.Balance - own == settled.BalanceAfter, "the balance after differs");
        _aid.Settle(
            PersonNo.Of(grain.Id), state.Enrolment.Networks, settled, plan, Codes.EntitledBy(recorded.Operation.Id));
    }
}
