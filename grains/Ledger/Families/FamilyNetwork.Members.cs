using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Aid;

namespace Gongji.Ledger.Families;

// How members come and go. The network alone says who is one. A person is told of each binding by its number, and what
// is not known to have been told stands in the journal until it is.
public partial class FamilyNetwork
{
    /// <summary>So long a caller waits for persons to be told, which goes on behind the answer.</summary>
    static readonly TimeSpan TellingMax = TimeSpan.FromSeconds(1);

    /// <summary>Changes of members pass one at a time: what is known of them when one is decided is still true when it
    /// is recorded.</summary>
    readonly Turnstile _members = new();

    /// <summary>The telling of each person; who is not reached by it is told later.</summary>
    readonly Dictionary<PersonNo, Rounds> _telling = [];

    /// <summary>The addition whose turn it is. The member's own networks are told of it before it is recorded: of two
    /// ends that bind one another at the same moment each may learn of the other.</summary>
    AddMember? _adding;

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

    /// <remarks>What is recorded is done, whether or not the person can be told of it now.</remarks>
    public async Task<Answer<Confirmation>> RemoveMember(RemoveMember command)
    {
        var answer = await book.Once<MemberRemoved>(
            command.Operation,
            _members,
            () => book.Once(command.Operation, () => Decide(command))).Confirmed();
        await TellSoon(command.Member);
        return answer;
    }

    async Task<Answer<Confirmation>> Add(AddMember command)
    {
        var answer = await book.Once<MemberAdded>(command.Operation, _members, () => AddInTurn(command)).Confirmed();
        await TellSoon(command.Member);
        return answer;
    }

    async Task<Answer<Recorded>> AddInTurn(AddMember command)
    {
        _adding = command;
        try
        {
            return await book.Once(
                command.Operation, () => Join(command), static added => new Answer<MemberAdded>(added));
        }
        catch (OverloadedException) when (State.Joinings.ContainsKey(command.Member.Value))
        {
            throw new OutcomeUnknownException("the ledger became too busy on the way; ask again");
        }
        finally
        {
            _adding = null;
        }
    }

    /// <summary>What is to be recorded: of a member at once, of anybody else when the person has taken the network into
    /// the own list.</summary>
    async Task<Answer<MemberAdded>> Join(AddMember command)
    {
        if (State.Funder is not { } funder)
        {
            return Refusal.Of(NetworkRefusal.Unknown, "network", network.Value);
        }
        GiveUpForgotten();
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
        if (added.IsRefused || (before is not null && end is null))
        {
            return added;
        }
        if (await RefusesCount(command.Member, rules.MembersMax) is { } tooMany)
        {
            return tooMany;
        }
        if (member.Networks.Length >= rules.NetworksPerMemberMax && !member.Networks.Contains(network))
        {
            return Refusal.Of(PersonRefusal.TooManyNetworks, "networks", $"{member.Networks.Length}");
        }
        if (end is { } reason)
        {
            // The binding is a new one, and counts from today.
            book.Record(new MemberRemoved(command.Member, reason, before!.Binding));
        }
        return await JoinAnew(command, added.Value, funder, rules.NetworksPerMemberMax);
    }

    async Task<Answer<MemberAdded>> JoinAnew(AddMember command, MemberAdded added, PersonNo funder, int? networksMax)
    {
        var binding = Begin(command);
        // A number that the journal does not keep would be given to another.
        await book.Durable;
        var joined = await grains.Person(command.Member).JoinNetwork(network, networksMax, binding);
        var refusal = joined.IsRefused
            ? joined.Refusal
            : await RefusesRelation(
                command,
                await grains.Person(funder).Standing(book.Today),
                await grains.Person(command.Member).Standing(book.Today));
        if (refusal is not null)
        {
            book.Record(new JoiningAbandoned(command.Member, binding));
            return refusal;
        }
        return added with { Binding = binding };
    }

    /// <summary>The number by which the person joins. An addition that was left behind goes on under its own.</summary>
    int Begin(AddMember command)
    {
        if (State.Joinings.TryGetValue(command.Member.Value, out var begun))
        {
            return begun.Binding;
        }
        book.Record(new MemberJoining(command.Member, command.Relation, State.LastBinding + 1));
        return State.LastBinding;
    }

    /// <summary>Ends all additions but the one whose turn it is, and those that it goes on with: whoever had begun them
    /// can't end them any more, also where that is another activation.</summary>
    void GiveUpForgotten()
    {
        var forgotten = State.Joinings.Values
            .Where(joining => (joining.Member, joining.Relation) != (_adding?.Member, _adding?.Relation))
            .ToArray();
        foreach (var joining in forgotten)
        {
            book.Record(new JoiningAbandoned(joining.Member, joining.Binding));
        }
    }

    Answer<MemberRemoved> Decide(RemoveMember command) =>
        State.Members.TryGetValue(command.Member.Value, out var member)
            ? new MemberRemoved(member.Person, command.Reason, member.Binding)
            : Refusal.Of(NetworkRefusal.NotAMember, "member", command.Member.Value);

    Task<bool> AttendBindings() => Unreachable.Tolerated(() =>
    {
        GiveUpForgotten();
        return TellAll();
    });

    /// <summary>Whoever can't be told in time is told later. All are told; only that person is waited for.</summary>
    Task<bool> TellSoon(PersonNo person)
    {
        var told = State.Untold.Values.ToArray().ToLookup(
            untold => untold.Member == person, untold => Told(untold.Member));
        _ = Unreachable.Tolerated(() => Task.WhenAll(told[false]));
        return Unreachable.Tolerated(() => Task.WhenAll(told[true]).WaitAsync(TellingMax, time));
    }

    /// <inheritdoc cref="TellSoon(PersonNo)"/>
    Task<bool> TellSoon() => Unreachable.Tolerated(() => TellAll().WaitAsync(TellingMax, time));

    Task TellAll() => Task.WhenAll([.. State.Untold.Values.ToArray().Select(untold => Told(untold.Member))]);

    Task Told(PersonNo person)
    {
        if (!_telling.TryGetValue(person, out var rounds))
        {
            rounds = _telling[person] = new Rounds(() => Tell(person));
        }
        return rounds.Next();
    }

    /// <summary>Only what is durable is told: it is true for ever.</summary>
    async Task Tell(PersonNo person)
    {
        if (!State.Untold.TryGetValue(person.Value, out var untold))
        {
            return;
        }
        await book.Durable;
        await grains.Person(person).LeaveNetwork(network, untold.WasMember, untold.Binding);
        if (State.Untold.GetValueOrDefault(person.Value)?.Binding == untold.Binding)
        {
            book.Record(new MemberTold(person, untold.Binding));
        }
    }

    async Task LeaveUnbound(PersonNo person)
    {
        await _members.Pass(() => LeaveUnheardOf(person));
        await TellAll();
    }

    /// <summary>In turn: who is being added has the network in the list already.</summary>
    async Task<Done> LeaveUnheardOf(PersonNo person)
    {
        GiveUpForgotten();
        if (!State.Untold.ContainsKey(person.Value)
            && !State.Members.ContainsKey(person.Value)
            && (await grains.Person(person).Standing(book.Today)).Networks.Contains(network))
        {
            var wasMember = State.Released.ContainsKey(person.Value);
            await grains.Person(person).LeaveNetwork(network, wasMember, State.LastBinding);
        }
        return Done.It;
    }

    /// <summary>Releases every member whose authorization has ended, in turn.</summary>
    Task<bool> ReleaseEnded() => _members.Pass(ReleaseEndedNow);

    /// <summary>An end is an end, also when the insurance has begun anew.</summary>
    /// <returns>False when of somebody it could not be found out.</returns>
    async Task<bool> ReleaseEndedNow()
    {
        GiveUpForgotten();
        var funder = await grains.Person(State.Funder!.Value).Standing(book.Today);
        var left = State.Members.Count;
        await Unreachable.ToleratedEach(
            State.Members.Values,
            static member => member.Person,
            async member =>
            {
                var end = EndOf(member, funder, null)
                    ?? EndOf(member, funder, await grains.Person(member.Person).Standing(book.Today));
                if (end is { } reason)
                {
                    book.Record(new MemberRemoved(member.Person, reason, member.Binding));
                }
                left--;
            });
        return left == 0;
    }

    /// <param name="standing">The member's; null when it is not asked for.</param>
    UnbindReason? EndOf(Member member, Standing funder, Standing? standing) =>
        funder.LastEnded >= member.BoundOn ? UnbindReason.FunderInsuranceEnded
        : standing?.LastEnded >= member.BoundOn ? UnbindReason.MemberInsuranceEnded
        : member.To < book.Today && standing is not null ? UnbindReason.Expired
        : null;

    AidRules? AidFor(Insurance funder, Insurance member) =>
        policies.For(funder.Area, book.Today)?.AidFor(member.Area);
}
