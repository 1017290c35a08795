using Gongji.Families;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;

namespace Gongji.Proof.Proving;

/// <summary>What has to hold in a network's journal: limits, and what members used.</summary>
sealed class NetworkRules(GrainKey grain, NetworkState state, Books books) : IGrainRules
{
    /// <summary>A draw that was granted under one limit may be recorded under the next: the funder is asked in between.
    /// </summary>
    static readonly TimeSpan Granting = TimeSpan.FromSeconds(60);

    readonly NetworkId _network = NetworkId.Of(grain.Id);
    readonly Dictionary<string, List<(DateTimeOffset Since, MemberLimits Limits)>> _limits = [];
    readonly Dictionary<string, (Drawn Drawn, long Sequence)> _open = [];
    readonly Dictionary<string, (Drawn Drawn, Int128 Amount)> _captured = [];
    readonly Dictionary<PersonNo, BindingEnd> _members = [];
    readonly Dictionary<PersonNo, long> _begun = [];

    public void Judge(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case MemberJoining e:
                _begun[e.Member] = recorded.Sequence;
                break;
            case MemberAdded e:
                LimitsOf(e.Member).Add((recorded.At, e.Limits));
                Bind(e.Member, recorded);
                break;
            case MemberRemoved e:
                _begun[e.Member] = recorded.Sequence;
                Bind(e.Member, recorded);
                break;
            case Drawn e:
                _open[e.Settlement.Value] = (e, recorded.Sequence);
                CheckLimits(e, recorded);
                break;
            case DrawReleased e:
                _open.Remove(e.Settlement.Value);
                break;
            case DrawCaptured e:
                _open.Remove(e.Settlement.Value, out var open);
                _captured[e.Settlement.Value] = (open.Drawn, e.Amount.Fen);
                Note(AidStep.CapturedByNetwork, e.Settlement, e.Amount, recorded);
                break;
            case DrawReturned e:
                Judge(e, recorded.Sequence);
                Note(AidStep.ReturnedByNetwork, e.Settlement, e.Amount, recorded);
                break;
        }
    }

    public void End(long sequence)
    {
        CheckUse(sequence);
        foreach (var joining in state.Joinings.Values)
        {
            Leave(joining.Member, joining.Binding, joining.Since);
        }
        foreach (var untold in state.Untold.Values)
        {
            Leave(untold.Member, untold.Binding, untold.Since);
        }
        foreach (var draw in state.Open.Values)
        {
            var at = _open[draw.Settlement.Value].Sequence;
            books.Leave(new OpenItem(grain, at, draw.Since, $"the draw for {draw.Settlement}"));
        }
    }

    void Bind(PersonNo member, Recorded recorded)
    {
        var before = _members.GetValueOrDefault(member);
        var now = state.Members.TryGetValue(member.Value, out var bound)
            ? new BindingEnd(_network, member, bound.Binding, 1, grain, recorded.Sequence)
            : null;
        books.Bind(before, now, recorded);
        _members.Remove(member);
        if (now is not null)
        {
            _members[member] = now;
        }
    }

    void Leave(PersonNo member, int binding, DateTimeOffset since)
    {
        books.Leave(new OpenBinding(_network, member, grain));
        books.Leave(new OpenItem(grain, _begun[member], since, $"binding {binding} of {member}"));
    }

    void Note(AidStep step, SettlementId settlement, Money amount, Recorded recorded) => books.Note(
        new AidNote(
            step, settlement, _network, grain, recorded.Sequence, recorded.At, amount.Fen, state.Funder));

    void Judge(DrawReturned e, long sequence)
    {
        var found = _captured.Remove(e.Settlement.Value, out var captured);
        if (!found
            || (captured.Drawn.Member, captured.Drawn.ServiceDate, captured.Amount)
                != (e.Member, e.ServiceDate, (Int128)e.Amount.Fen))
        {
            books.Find(ProofCheck.ReturnDiffers, grain, sequence, $"other than was captured for {e.Settlement}");
        }
    }

    void CheckLimits(Drawn e, Recorded recorded)
    {
        var limits = LimitsOf(e.Member);
        var inForce = limits.Where((_, i) =>
            i == limits.Count - 1 || limits[i + 1].Since >= recorded.At - Granting);
        if (!inForce.Any(each => Allows(each.Limits, e)))
        {
            books.Find(ProofCheck.LimitWasPassed, grain, recorded.Sequence, $"{e.Amount} for {e.Settlement}");
        }
    }

    bool Allows(MemberLimits limits, Drawn e) =>
        !(e.Amount > limits.PerUse) && !(state.UsedIn(e.Member, limits.Period, e.ServiceDate) > limits.PerPeriod);

    /// <summary>What is used is what is drawn, and what is captured and not returned, by member and period.</summary>
    void CheckUse(long sequence)
    {
        var used = new Dictionary<(string Member, int Period), Int128>();
        var byMember = new Dictionary<string, Int128>();
        foreach (var (drawn, amount) in _captured.Values)
        {
            byMember[drawn.Member.Value] = byMember.GetValueOrDefault(drawn.Member.Value) + amount;
        }
        var held = _open.Values.Select(static open => (open.Drawn, (Int128)open.Drawn.Amount.Fen));
        foreach (var (drawn, amount) in _captured.Values.Concat(held))
        {
            foreach (var period in Enum.GetValues<LimitPeriod>())
            {
                var key = (drawn.Member.Value, NetworkState.PeriodOf(period, drawn.ServiceDate));
                used[key] = used.GetValueOrDefault(key) + amount;
            }
        }
        var kept = state.Used
            .SelectMany(static of => of.Value.Select(use => (Key: (of.Key, use.Key), use.Value)))
            .ToDictionary(static use => use.Key, static use => use.Value);
        Compare(kept, used, "used or held", sequence);
        Compare(state.CapturedByMember, byMember, "captured", sequence);
    }

    void Compare<TKey>(Dictionary<TKey, Money> kept, Dictionary<TKey, Int128> counted, string what, long sequence)
        where TKey : notnull
    {
        foreach (var key in kept.Keys.Union(counted.Keys))
        {
            var (has, should) = (kept.GetValueOrDefault(key).Fen, counted.GetValueOrDefault(key));
            if (has != should)
            {
                books.Find(ProofCheck.UsageDiffers, grain, sequence, $"{what} by {key}: {has}, draws say {should} fen");
            }
        }
    }

    List<(DateTimeOffset Since, MemberLimits Limits)> LimitsOf(PersonNo member)
    {
        if (!_limits.TryGetValue(member.Value, out var limits))
        {
            _limits[member.Value] = limits = [];
        }
        return limits;
    }
}
