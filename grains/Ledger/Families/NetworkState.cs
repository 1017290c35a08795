using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Draws;

namespace Gongji.Ledger.Families;

/// <param name="Binding">The number by which the person joined; 0 where bindings had none.</param>
public sealed record Member(
    PersonNo Person,
    Relation Relation,
    MemberLimits Limits,
    DateTimeOffset Since,
    Grounds Grounds,
    string[] Channels,
    DateOnly? From,
    DateOnly? To,
    int Binding)
{
    /// <summary>More than there are of them; a channel is a text.</summary>
    const int ChannelsMax = 8;

    public DateOnly BoundOn => ChinaTime.DayOf(Since);

    public bool HasBegun(DateOnly day) => !(From > day);

    /// <summary>A member as the network's last word has it.</summary>
    public static Member Of(MemberAdded e, PersonNo funder, Member? before, DateTimeOffset at) => new(
        e.Member,
        e.Relation,
        e.Limits,
        before?.Since ?? at,
        e.Grounds with { Signer = e.Grounds.Signer ?? funder },
        [.. (before?.Channels ?? []).Except([e.Channel]).Append(e.Channel).TakeLast(ChannelsMax)],
        e.From,
        e.To,
        e.Binding ?? before?.Binding ?? 0);
}

/// <summary>An addition of which it is not known yet what came of it.</summary>
/// <param name="WasMember">Whether the person was a member by an earlier binding and has not been told of its
/// end.</param>
public sealed record Joining(
    PersonNo Member, Relation Relation, int Binding, DateTimeOffset Since, bool WasMember);

/// <summary>A person who is to drop the network from the own list.</summary>
/// <param name="WasMember">False when the addition came to nothing.</param>
public sealed record Untold(PersonNo Member, int Binding, DateTimeOffset Since, bool WasMember);

/// <summary>A draw whose settlement is not known to have committed.</summary>
public sealed record OpenDraw(
    SettlementId Settlement,
    int Attempt,
    PersonNo Member,
    Money Wanted,
    Money Amount,
    Money FunderBalance,
    DateOnly ServiceDate,
    DateTimeOffset Since,
    string? Version = null,
    Bound? Bound = null,
    AidPurpose? Purpose = null,
    string? DecidedBy = null) : IClaim
{
    PersonNo IClaim.Patient => Member;

    DateOnly? IClaim.ServiceDate => ServiceDate;
}

/// <summary>What a network's journal says.</summary>
public sealed class NetworkState : IGrainState
{
    static readonly LimitPeriod[] Periods = Enum.GetValues<LimitPeriod>();

    public NetworkId? Network { get; set; }

    public PersonNo? Funder { get; set; }

    public Dictionary<string, Member> Members { get; init; } = [];

    /// <summary>The number of the last binding that was begun.</summary>
    public int LastBinding { get; set; }

    /// <summary>Additions that are under way or were left behind, by member.</summary>
    public Dictionary<string, Joining> Joinings { get; init; } = [];

    /// <summary>Who is still to be told that a binding has ended or came to nothing.</summary>
    public Dictionary<string, Untold> Untold { get; init; } = [];

    /// <summary>Who was a member and is none any more, with the last end of each.</summary>
    public Dictionary<string, ReleasedView> Released { get; init; } = [];

    public HashSet<AidPurpose> Modes { get; init; } = [];

    /// <summary>Draws whose settlement is uncertain, by settlement.</summary>
    public Dictionary<string, OpenDraw> Open { get; init; } = [];

    /// <summary>Captured draws, by settlement: where <see cref="DrawCaptured"/> stands.</summary>
    public KeyIndex Captured { get; init; } = new();

    /// <summary>For a captured draw, where its <see cref="Drawn"/> stands.</summary>
    public KeyIndex Drawings { get; init; } = new();

    public KeyIndex Returned { get; init; } = new();

    /// <summary>What members used or hold, by member, and by month and year as <see cref="PeriodOf"/> numbers
    /// them.</summary>
    public Dictionary<string, SortedList<int, Money>> Used { get; init; } = [];

    /// <summary>What members' settlements captured less what came back, by member.</summary>
    public Dictionary<string, Money> CapturedByMember { get; init; } = [];

    public bool HasOpenWork => Open.Count > 0 || Joinings.Count > 0 || Untold.Count > 0;

    /// <summary>The period of a day: a month as 202611, a year as 2026.</summary>
    public static int PeriodOf(LimitPeriod period, DateOnly day) => period switch
    {
        LimitPeriod.Month => (day.Year * 100) + day.Month,
        LimitPeriod.Year => day.Year,
    };

    public Money UsedIn(PersonNo member, LimitPeriod period, DateOnly day) =>
        Used.TryGetValue(member.Value, out var used) ? used.GetValueOrDefault(PeriodOf(period, day)) : Money.Zero;

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case NetworkFormed e:
                (Network, Funder) = (e.Network, e.Funder);
                break;
            case MemberJoining e:
                Apply(e, recorded.At);
                break;
            case JoiningAbandoned e:
                Joinings.Remove(e.Member.Value, out var joining);
                Untold[e.Member.Value] = new(e.Member, e.Binding, recorded.At, joining!.WasMember);
                break;
            case MemberTold e:
                Untold.Remove(e.Member.Value);
                break;
            case MemberAdded e:
                var before = Members.GetValueOrDefault(e.Member.Value);
                Members[e.Member.Value] = Member.Of(e, Funder!.Value, before, recorded.At);
                Joinings.Remove(e.Member.Value);
                Released.Remove(e.Member.Value);
                break;
            case MemberRemoved e:
                Apply(e, recorded.At);
                break;
            case ModesConfirmed e:
                Modes.Clear();
                Modes.UnionWith(e.Modes);
                break;
            case Drawn e:
                Apply(e, recorded);
                break;
            case DrawCaptured e:
                Apply(e, recorded.Sequence);
                break;
            case DrawReleased e:
                var released = Close(e.Settlement);
                Use(released.Member, released.ServiceDate, minus: released.Amount);
                Drawings.Remove(e.Settlement.Value);
                break;
            case DrawReturned e:
                Returned.Add(e.Settlement.Value, recorded.Sequence);
                Use(e.Member, e.ServiceDate, minus: e.Amount);
                CapturedByMember[e.Member.Value] -= e.Amount;
                break;
            default:
                throw new InvalidOperationException($"a network's journal can't hold {recorded.Event.GetType().Name}");
        }
    }

    void Apply(MemberJoining e, DateTimeOffset at)
    {
        LastBinding = e.Binding;
        var wasMember = Untold.Remove(e.Member.Value, out var untold) && untold.WasMember;
        Joinings[e.Member.Value] = new(e.Member, e.Relation, e.Binding, at, wasMember);
    }

    void Apply(MemberRemoved e, DateTimeOffset at)
    {
        Members.Remove(e.Member.Value, out var removed);
        Released[e.Member.Value] = new ReleasedView(e.Member, removed!.Relation, removed.Since, at, e.Reason);
        if (e.Binding is { } binding)
        {
            Untold[e.Member.Value] = new(e.Member, binding, at, WasMember: true);
        }
    }

    void Apply(Drawn e, Recorded recorded)
    {
        if (Open.Remove(e.Settlement.Value, out var earlier))
        {
            Use(earlier.Member, earlier.ServiceDate, minus: earlier.Amount);
            Drawings.Remove(e.Settlement.Value);
        }
        Use(e.Member, e.ServiceDate, plus: e.Amount);
        Drawings.Add(e.Settlement.Value, recorded.Sequence);
        Open[e.Settlement.Value] = new OpenDraw(
            e.Settlement,
            e.Attempt,
            e.Member,
            e.Wanted,
            e.Amount,
            e.FunderBalance,
            e.ServiceDate,
            recorded.At,
            e.Version,
            e.Bound,
            e.Purpose,
            e.DecidedBy);
    }

    void Apply(DrawCaptured e, long sequence)
    {
        var draw = Close(e.Settlement);
        Use(draw.Member, draw.ServiceDate, minus: draw.Amount - e.Amount);
        Captured.Add(e.Settlement.Value, sequence);
        CapturedByMember[draw.Member.Value] = CapturedByMember.GetValueOrDefault(draw.Member.Value) + e.Amount;
    }

    /// <exception cref="InvalidOperationException">There is no such draw: a broken journal.</exception>
    OpenDraw Close(SettlementId settlement) =>
        Open.Remove(settlement.Value, out var draw)
            ? draw
            : throw new InvalidOperationException($"there is no open draw of {settlement}");

    void Use(PersonNo member, DateOnly day, Money plus = default, Money minus = default)
    {
        if (!Used.TryGetValue(member.Value, out var used))
        {
            Used[member.Value] = used = [];
        }
        foreach (var period in Periods)
        {
            var of = PeriodOf(period, day);
            used[of] = used.GetValueOrDefault(of) + plus - minus;
        }
    }
}
