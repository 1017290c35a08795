using Gongji.Credentials;
using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Simulation;

/// <summary>Who was bound to which network, from which day until which: nothing is drawn outside of these days, nobody
/// is let go inside of them, and whoever is refused aid or told to have but a view hears why it is so.</summary>
sealed class AidWatcher(World world, Faults faults)
{
    /// <summary>What a settlement says of networks is older than it is itself.</summary>
    TimeSpan Deciding => TimeSpan.FromSeconds(40) + faults.Longer;

    /// <summary>So far a clock may be ahead.</summary>
    static readonly TimeSpan Clocks = TimeSpan.FromMinutes(10);

    readonly Dictionary<NetworkId, PersonNo> _funders = [];
    readonly Dictionary<(NetworkId, PersonNo), List<(DateTimeOffset Since, MemberAdded? Tie)>> _ties = [];
    readonly Dictionary<PersonNo, DateTimeOffset> _listChanged = [];
    readonly Dictionary<PersonNo, NetworkId> _left = [];

    DateTimeOffset _settledAt;
    bool _hasSettled;

    /// <summary>Nobody decides anything before the population has settled.</summary>
    DateTimeOffset DecidedSince => world.Now - _settledAt > Deciding ? world.Now - Deciding : _settledAt;

    /// <param name="isMomentOfBefore">Whether the grain's entry before has the same moment.</param>
    public void Take(GrainKey grain, Recorded recorded, bool isMomentOfBefore)
    {
        _hasSettled |= faults.AreOn;
        _settledAt = _hasSettled ? _settledAt : world.Now;
        switch (recorded.Event)
        {
            case NetworkFormed e:
                _funders[e.Network] = e.Funder;
                break;
            case MemberAdded e:
                Bind(NetworkId.Of(grain.Id), e);
                break;
            case MemberRemoved e:
                var tie = TieOf(NetworkId.Of(grain.Id), e.Member);
                Watcher.Check(tie is not null, $"{e.Member} leaves {grain} without having been in it");
                Watcher.Check(
                    recorded.Operation is not null
                        || e.Reason != UnbindReason.Expired
                        || tie!.To < ChinaTime.DayOf(recorded.At),
                    $"{e.Member} is let go by {grain} before the last day");
                VersionsOf(NetworkId.Of(grain.Id), e.Member).Add((world.Now, null));
                break;
            case Drawn e:
                // Where a clock was set back the entry stands at the moment of the one before, and was decided earlier.
                Draw(NetworkId.Of(grain.Id), e, isMomentOfBefore ? default : ChinaTime.DayOf(recorded.At));
                break;
            case NetworkLeft e:
                _left[PersonNo.Of(grain.Id)] = e.Network;
                _listChanged[PersonNo.Of(grain.Id)] = world.Now;
                break;
            case NetworkJoined or JoiningUndone or NetworksOrdered:
                _listChanged[PersonNo.Of(grain.Id)] = world.Now;
                break;
        }
    }

    /// <param name="networks">The patient's.</param>
    /// <param name="shown">By whose token; null when none was shown.</param>
    public void Settle(
        PersonNo patient,
        IReadOnlyList<NetworkId> networks,
        Settled settled,
        PaymentPlan plan,
        CredentialHolder? shown)
    {
        Watcher.Check(shown is null || shown.Person == patient, $"{settled.Settlement} is booked by another's token");
        foreach (var aid in settled.Aid)
        {
            Watcher.Check(
                _funders[aid.Network] == aid.Funder && Was(aid.Network, patient, static tie => tie is not null),
                $"{aid.Funder} pays for {patient} without a tie in {aid.Network}");
        }
        foreach (var reason in settled.Reasons)
        {
            Watcher.Check(
                reason.Network is not { } network || IsRight(reason, network, patient, settled.Bill.RulesOf),
                $"{patient} is told {reason.Code} of {reason.Network}, which is not so");
        }
        var left = LeftOf(plan, settled);
        CheckView(networks, settled, left, shown?.ShownBy, IsSettled(patient));
        if (networks.Count == 0 && !left.IsZero && shown?.ShownBy is null && IsSettled(patient))
        {
            var unbound = _left.TryGetValue(patient, out var last)
                ? Reason.Of(DrawRefusal.NotAMember) with { Network = last }
                : Reason.Of(AidReason.NoBinding);
            Watcher.Check(settled.Reasons.Contains(unbound), $"{patient} is bound to nobody and hears not {unbound}");
        }
        var askedAll = settled.Aid.Length < plan.Authorizers
            && !settled.Reasons.Any(static why => why.Is(AidReason.TooLittle));
        foreach (var network in !left.IsZero && askedAll && IsSettled(patient) ? networks : [])
        {
            Watcher.Check(
                settled.Aid.Any(aid => aid.Network == network)
                    || settled.Reasons.Any(why => why.Network == network),
                $"{patient} gets no aid of {network} and hears not why");
        }
    }

    /// <summary>Whoever asks sees who is bound, and nobody whose last day is over.</summary>
    public void CheckMembers(NetworkView view, DateOnly today)
    {
        var bound = _ties
            .Where(tie => tie.Key.Item1 == view.Network && tie.Value[^1].Tie is not null)
            .Select(static tie => (tie.Key.Item2, tie.Value[^1].Tie!.From, tie.Value[^1].Tie!.To))
            .ToHashSet();
        Watcher.Check(
            bound.SetEquals(view.Members.Select(static member => (member.Member, member.From, member.To))),
            $"{view.Network} shows other members than are bound");
        Watcher.Check(!bound.Any(tie => tie.To < today), $"{view.Network} keeps a member whose last day is over");
    }

    void Bind(NetworkId network, MemberAdded added)
    {
        Watcher.Check(!(added.To < added.From), $"{added.Member} is bound until before the first day");
        Watcher.Check(
            TieOf(network, added.Member) is not { From: null } || added.From is null,
            $"the binding of {added.Member} to {network} begins anew");
        VersionsOf(network, added.Member).Add((world.Now, added));
    }

    void Draw(NetworkId network, Drawn drawn, DateOnly today)
    {
        var tie = TieOf(network, drawn.Member);
        Watcher.Check(tie is not null, $"{drawn.Member} draws on {network} unbound");
        Watcher.Check(
            !(tie!.From > drawn.ServiceDate) && !(tie.To < drawn.ServiceDate) && !(tie.To < today),
            $"{drawn.Member} draws on {network} outside of {tie.From:O} to {tie.To:O}");
        Watcher.Check(!(drawn.Amount > tie.Limits.PerUse), $"{drawn.Member} draws more than {tie.Limits.PerUse}");
    }

    /// <summary>A view moves no money: where aid leaves something unpaid and the viewer funds none of it, the patient
    /// hears that this was but a view; nobody else hears it.</summary>
    void CheckView(
        IReadOnlyList<NetworkId> networks, Settled settled, Money left, PersonNo? viewer, bool isListSettled)
    {
        var isTraced = settled.ShownBy is not null;
        Watcher.Check(isTraced == viewer is not null, $"{settled.Settlement} does not tell who showed the code");
        var isTold = settled.Reasons.Any(static why => why.Is(AidReason.OnlyCredentialView));
        var mayHear = viewer is not null && !left.IsZero;
        var funds = networks.Any(network => _funders[network] == viewer);
        Watcher.Check(
            isListSettled ? isTold == (mayHear && !funds) : mayHear || !isTold,
            $"{settled.Settlement} was shown by {viewer}, and is told {(isTold ? "" : "not ")}that this is but a view");
    }

    bool IsRight(Reason reason, NetworkId network, PersonNo patient, DateOnly day)
    {
        var late = ChinaTime.DayOf(world.Now + (faults.Struck.ContainsKey(Faults.ClockJump) ? Clocks : TimeSpan.Zero));
        return !reason.Is(DrawRefusal.NotYetAuthorized) && !reason.Is(DrawRefusal.AuthorizationOver)
            && !reason.Is(DrawRefusal.NotAMember)
            || Was(network, patient, tie => tie is null ? reason.Is(DrawRefusal.NotAMember)
                : reason.Is(DrawRefusal.NotYetAuthorized) ? tie.From > day
                : reason.Is(DrawRefusal.AuthorizationOver) && (tie.To < day || tie.To < late));
    }

    /// <summary>What aid was asked for and did not pay.</summary>
    static Money LeftOf(PaymentPlan plan, Settled settled)
    {
        if (!plan.Order.Contains(PayerKind.FamilyAid))
        {
            return Money.Zero;
        }
        var before = plan.Order.TakeWhile(static payer => payer != PayerKind.FamilyAid).ToArray();
        var year = settled.Bill.AccountYear;
        var own = settled.Own
            .Where(part => before.Contains(part.Year < year ? PayerKind.OwnHistoric : PayerKind.OwnCurrent))
            .Sum(static part => part.Amount);
        return Money.Min(plan.AidCeiling, plan.AccountsCeiling.LessOrZero(own))
            .LessOrZero(settled.Aid.Sum(static part => part.Amount));
    }

    /// <summary>Whether the patient's list of networks is the one that was asked.</summary>
    bool IsSettled(PersonNo patient) => !(_listChanged.GetValueOrDefault(patient) > DecidedSince);

    MemberAdded? TieOf(NetworkId network, PersonNo member) => VersionsOf(network, member).LastOrDefault().Tie;

    /// <summary>Whether it was so at some moment of the decision.</summary>
    bool Was(NetworkId network, PersonNo member, Func<MemberAdded?, bool> so)
    {
        var versions = VersionsOf(network, member);
        var first = Math.Max(0, versions.FindLastIndex(version => version.Since <= DecidedSince));
        return (versions.Count == 0 || versions[0].Since > DecidedSince) && so(null)
            || versions.Skip(first).Any(version => so(version.Tie));
    }

    List<(DateTimeOffset Since, MemberAdded? Tie)> VersionsOf(NetworkId network, PersonNo member)
    {
        if (!_ties.TryGetValue((network, member), out var versions))
        {
            _ties[(network, member)] = versions = [];
        }
        return versions;
    }
}
