using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Aid;
using Gongji.Policy.Areas;
using Gongji.Policy.Deciding;

namespace Gongji.Ledger.Families;

/// <summary>Family-aid network 家庭共济网. Funder, members and modes; the draws stand beside.</summary>
public partial class FamilyNetwork(
    NetworkId network, Book<NetworkState> book, IGrains grains, IPolicies policies) : IFamilyNetwork
{
    /// <summary>Changes of members pass one at a time: a member and the network each know of the other, and would not
    /// agree if an addition and a removal overtook one another.</summary>
    readonly Turnstile _members = new();

    /// <summary>The addition whose turn it is. The member's own networks are told of it before it is recorded: of two
    /// ends that bind one another at the same moment each may learn of the other.</summary>
    AddMember? _joining;

    NetworkState State => book.State;

    public Task<Answer<Confirmation>> Form(FormNetwork command) => book.Once(
        command.Operation,
        async () => new Answer<Standing>(await grains.Person(command.Funder).Standing(book.Today)),
        funder => Decide(command, funder)).Confirmed();

    /// <remarks>A member whose list is full may be in networks that don't know yet that it has ended: they are asked
    /// after the turn, never in it, as two that wait for each other's turn would wait for ever.</remarks>
    public async Task<Answer<Confirmation>> AddMember(AddMember command)
    {
        var answer = await Add(command);
        if (!answer.IsRefused || !answer.Refusal.Is(PersonRefusal.TooManyNetworks))
        {
            return answer;
        }
        foreach (var other in (await grains.Person(command.Member).Standing(book.Today)).Networks)
        {
            await grains.Network(other).View(book.Today);
        }
        return await Add(command);
    }

    /// <remarks>An operation that was here before takes its turn too: what follows its entry may be left to
    /// do.</remarks>
    public Task<Answer<Confirmation>> RemoveMember(RemoveMember command) => _members.Pass(() => Remove(command));

    public Task<Answer<Confirmation>> ConfirmModes(ConfirmModes command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public async Task<Answer<NetworkView>> View(DateOnly asOf)
    {
        if (State.Funder is not { } funder)
        {
            return Refusal.Of(NetworkRefusal.Unknown, "network", network.Value);
        }
        await Unreachable.Tolerated(ReleaseEnded);
        return new NetworkView(
            network,
            funder,
            [.. State.Modes.Order()],
            [.. State.Members.Values.Select(member => new MemberView(
                member.Person,
                member.Relation,
                member.Limits,
                member.Since,
                State.UsedIn(member.Person, member.Limits.Period, asOf),
                member.Grounds,
                member.Channels,
                member.From,
                member.To))],
            [.. State.Open.Values.Select(static draw => new DrawView(
                draw.Settlement, draw.Attempt, draw.Member, draw.Amount))],
            State.CapturedByMember.Values.Sum(),
            [.. State.Released.Values]);
    }

    async Task<Answer<Confirmation>> Add(AddMember command)
    {
        try
        {
            return await book.Once<MemberAdded>(
                command.Operation,
                _members,
                () => book.Once(
                    command.Operation,
                    () => Join(command),
                    static added => new Answer<MemberAdded>(added))).Confirmed();
        }
        finally
        {
            _joining = ReferenceEquals(_joining, command) ? null : _joining;
        }
    }

    /// <summary>What is to be recorded, once the person has taken the network into the own list.</summary>
    async Task<Answer<MemberAdded>> Join(AddMember command)
    {
        if (State.Funder is not { } funder)
        {
            return Refusal.Of(NetworkRefusal.Unknown, "network", network.Value);
        }
        _joining = command;
        var standing = await grains.Person(funder).Standing(book.Today);
        var member = await grains.Person(command.Member).Standing(book.Today);
        if ((RefusesMember(command, funder, standing, member) ?? await RefusesRelation(command, standing, member))
            is { } refusal)
        {
            return refusal;
        }
        var rules = AidFor(standing.Insurance!, member.Insurance!)!;
        var before = State.Members.GetValueOrDefault(command.Member.Value);
        var end = before is null ? null : EndOf(before, standing, member);
        var policy = policies.For(standing.Insurance!.Area, book.Today)!;
        var added = Binding.Decide(command, end is null ? before : null, funder, policy, rules, book.Today);
        if (added.IsRefused)
        {
            return added;
        }
        if (await RefusesCount(command.Member, rules.MembersMax) is { } tooMany)
        {
            return tooMany;
        }
        var joined = await grains.Person(command.Member).JoinNetwork(network, rules.NetworksPerMemberMax);
        if (joined.IsRefused)
        {
            return joined.Refusal;
        }
        if (await RefusesRelation(command, await grains.Person(funder).Standing(book.Today), member)
            is { } contradicted)
        {
            await LeaveUnbound(command.Member);
            return contradicted;
        }
        if (end is { } reason)
        {
            // The binding is a new one, and counts from today.
            book.Record(new MemberRemoved(command.Member, reason));
        }
        return added;
    }

    async Task<Answer<Confirmation>> Remove(RemoveMember command)
    {
        var answer = await book.Once(command.Operation, () => Decide(command)).Confirmed();
        if (answer.IsRefused || State.Members.ContainsKey(command.Member.Value))
        {
            return answer;
        }
        await Leave(command.Member);
        return answer;
    }

    /// <summary>From the member's end on, no draw is granted; that the person drops the network from its list is for
    /// tidiness, and is repeated with the operation and by the next draw.</summary>
    async Task Leave(PersonNo member)
    {
        await book.Durable;
        await grains.Person(member).LeaveNetwork(network);
    }

    /// <summary>In turn: who is being added has the network in the list already.</summary>
    async Task<Done> LeaveUnbound(PersonNo person)
    {
        await book.EnsureCurrent();
        if (!State.Members.ContainsKey(person.Value))
        {
            await grains.Person(person).LeaveNetwork(network);
        }
        return Done.It;
    }

    /// <summary>Releases every member whose authorization has ended, in turn.</summary>
    Task<Done> ReleaseEnded() => _members.Pass(ReleaseEndedNow);

    /// <summary>An end is an end, also when the insurance has begun anew.</summary>
    async Task<Done> ReleaseEndedNow()
    {
        await book.EnsureCurrent();
        var funder = await grains.Person(State.Funder!.Value).Standing(book.Today);
        foreach (var member in State.Members.Values.ToArray())
        {
            var standing = await grains.Person(member.Person).Standing(book.Today);
            if (EndOf(member, funder, standing) is { } reason)
            {
                book.Record(new MemberRemoved(member.Person, reason));
                await Leave(member.Person);
            }
        }
        return Done.It;
    }

    UnbindReason? EndOf(Member member, Standing funder, Standing standing) =>
        funder.LastEnded >= member.BoundOn ? UnbindReason.FunderInsuranceEnded
        : standing.LastEnded >= member.BoundOn ? UnbindReason.MemberInsuranceEnded
        : member.To < book.Today ? UnbindReason.Expired
        : null;

    Answer<NetworkFormed> Decide(FormNetwork command, Standing funder) =>
        RefusesFunder(command, funder) is { } refusal
            ? refusal
            : new NetworkFormed(network, command.Funder, command.Channel);

    Answer<MemberRemoved> Decide(RemoveMember command) => State.Members.ContainsKey(command.Member.Value)
        ? new MemberRemoved(command.Member, command.Reason)
        : Refusal.Of(NetworkRefusal.NotAMember, "member", command.Member.Value);

    Answer<ModesConfirmed> Decide(ConfirmModes command) => State.Funder is null
        ? Refusal.Of(NetworkRefusal.Unknown, "network", network.Value)
        : new ModesConfirmed(command.Modes);

    AidRules? AidFor(Insurance funder, Insurance member) =>
        policies.For(funder.Area, book.Today)?.AidFor(member.Area);

    Refusal? RefusesFunder(FormNetwork command, Standing standing)
    {
        if (State.Funder is { } funder && funder != command.Funder)
        {
            return Refusal.Of(NetworkRefusal.FormedByAnother, "network", network.Value);
        }
        if (standing.Insurance is not { } insurance)
        {
            return Refusal.Of(NetworkRefusal.FunderNotEnrolled, "funder", command.Funder.Value);
        }
        return AidCheck.RefusesFunder(policies.For(insurance.Area, book.Today), insurance, standing.HoldsCredits);
    }

    Refusal? RefusesMember(AddMember command, PersonNo funder, Standing standing, Standing member)
    {
        if (command.Member == funder)
        {
            return Refusal.Of(NetworkRefusal.MemberIsFunder, "member", command.Member.Value);
        }
        if (standing.Insurance is not { } funderInsurance)
        {
            return Refusal.Of(NetworkRefusal.FunderNotEnrolled, "funder", funder.Value);
        }
        if (member.Insurance is not { } memberInsurance)
        {
            return Refusal.Of(NetworkRefusal.MemberNotEnrolled, "member", command.Member.Value);
        }
        var policy = policies.For(funderInsurance.Area, book.Today);
        return AidCheck.Refuses(
            policy, funderInsurance, standing.HoldsCredits, memberInsurance, command.Relation, purpose: null);
    }

    async Task<Refusal?> RefusesCount(PersonNo member, int? most)
    {
        if (State.Members.ContainsKey(member.Value) || !(State.Members.Count >= most))
        {
            return null;
        }
        await ReleaseEndedNow();
        return State.Members.Count >= most
            ? Refusal.Of(NetworkRefusal.TooManyMembers, "members", $"{State.Members.Count}")
            : null;
    }
}
