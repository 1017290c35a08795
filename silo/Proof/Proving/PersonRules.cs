using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Enrolment;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.Policy.Benefits;
using Gongji.Proof.Reading;

namespace Gongji.Proof.Proving;

/// <summary>What has to hold in a person's journal, as patient and as funder.</summary>
sealed class PersonRules(GrainKey grain, PersonState state, KeptRules rules, Books books) : IGrainRules
{
    readonly PersonNo _person = PersonNo.Of(grain.Id);
    readonly CreditRules _credits = new(grain, state.Account, books);
    readonly Dictionary<string, Settled> _live = [];
    readonly Counters _used = new();
    readonly Dictionary<string, LotPart[]> _captured = [];
    readonly Dictionary<NetworkId, BindingEnd> _networks = [];
    readonly Dictionary<Delivered, (long Sequence, DateTimeOffset At)> _untold = [];

    public void Judge(Recorded recorded)
    {
        FollowMessages(recorded);
        switch (recorded.Event)
        {
            case Credited e:
                _credits.Judge(e, recorded);
                break;
            case CreditTakenBack e:
                _credits.Judge(e, recorded);
                break;
            case Settled e:
                Judge(e, recorded);
                break;
            case Reversed e:
                Judge(e, recorded);
                break;
            case NetworkJoined e:
                Bind(e.Network, recorded);
                break;
            case NetworkLeft e:
                Bind(e.Network, recorded);
                break;
            case JoiningUndone e:
                Bind(e.Network, recorded);
                break;
            case HoldPlaced e:
                CheckBlock(e.Parts, recorded.Sequence);
                break;
            case HoldCaptured e:
                _captured[FunderState.DrawKey(e.Settlement, e.Network)] = e.Parts;
                Note(AidStep.CapturedByFunder, e.Settlement, e.Network, SumOf(e.Parts), _person, recorded);
                break;
            case HoldReturned e:
                Judge(e, recorded.Sequence);
                Note(AidStep.ReturnedByFunder, e.Settlement, e.Network, SumOf(e.Parts), _person, recorded);
                break;
        }
    }

    public void End(long sequence)
    {
        CheckCounters(sequence);
        foreach (var hold in state.Funder.Holds.Values)
        {
            books.Leave(new OpenItem(grain, sequence, hold.Since, $"the hold for {hold.Settlement} of {hold.Network}"));
        }
        foreach (var (message, (told, at)) in _untold)
        {
            books.Leave(new OpenItem(
                grain, told, at, $"the message {message.Message} of {message.Settlement} to {message.To}"));
        }
    }

    /// <summary>What is to be told of commits and undoings, of whatever kind, and what was heard.</summary>
    void FollowMessages(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case ICommit e:
                Tell(AidStep.Settled, e.Settlement, e.Aid, e.Deliveries, recorded);
                break;
            case IUndoing e:
                Tell(AidStep.Reversed, e.Settlement, e.Aid, e.Deliveries, recorded);
                break;
            case Delivered e:
                _untold.Remove(e);
                if (AidTrail.DeliveredStep(e) is { } heard)
                {
                    Note(heard, e.Settlement, NetworkId.Of(e.To.Id), 0, null, recorded);
                }
                break;
        }
    }

    void Bind(NetworkId network, Recorded recorded)
    {
        var binding = state.Enrolment.Bindings.GetValueOrDefault(network.Value);
        var before = _networks.GetValueOrDefault(network);
        var now = state.Enrolment.Networks.Contains(network)
            ? new BindingEnd(network, _person, binding, -1, grain, recorded.Sequence)
            : null;
        books.Bind(before, now, recorded);
        _networks.Remove(network);
        if (now is not null)
        {
            _networks[network] = now;
        }
    }

    void Note(
        AidStep step,
        SettlementId settlement,
        NetworkId network,
        Int128 amount,
        PersonNo? funder,
        Recorded recorded) =>
        books.Note(new AidNote(step, settlement, network, grain, recorded.Sequence, recorded.At, amount, funder));

    void Judge(Settled e, Recorded recorded)
    {
        _live[e.Settlement.Value] = e;
        books.Pay(e, 1);
        CheckBill(e, recorded.Sequence);
        CheckBlock(e.Own, recorded.Sequence);
        CheckBalance(e.BalanceAfter, recorded.Sequence);
        DecideAgain(e, recorded.Sequence);
        _used.Add(e.Uses);
    }

    /// <summary>A former entry keeps its steps, and not all that they came from.</summary>
    void DecideAgain(Settled e, long sequence)
    {
        if (state.Enrolment.InsuranceOn(e.Bill.RulesOf) != e.Insurance)
        {
            books.Find(ProofCheck.DecidedOtherwise, grain, sequence, "the person had another insurance on that day");
        }
        if (e.Trace.Length > 0 || rules.Known(e.PolicyVersion) is not { } policy)
        {
            if (e.Trace.Length == 0 && rules.Lacks(e.PolicyVersion))
            {
                books.Find(
                    ProofCheck.DecidedOtherwise, grain, sequence, $"the rules of {e.PolicyVersion} were never kept");
            }
            books.Decisions += new Decisions(Again: 0, Not: 1);
            return;
        }
        var heldCredits = !(state.Account.Balance + e.Own.Sum(static part => part.Amount)).IsZero;
        if (DecidedAgain.Of(e, policy, new BeforeSettled(_used, heldCredits)) is { Differs: { } differs })
        {
            books.Find(ProofCheck.DecidedOtherwise, grain, sequence, differs);
        }
        books.Decisions += new Decisions(Again: 1, Not: 0);
    }

    void Judge(Reversed e, Recorded recorded)
    {
        if (!_live.Remove(e.Settlement.Value, out var settled))
        {
            books.Find(ProofCheck.ReversalDiffers, grain, recorded.Sequence, $"{e.Settlement} does not stand");
            return;
        }
        books.Pay(settled, -1);
        _used.TakeBack(settled.Uses);
        var same = e.Own.SequenceEqual(settled.Own)
            && e.Aid.SequenceEqual(settled.Aid)
            && e.Uses.SequenceEqual(settled.Uses)
            && e.Postings.SequenceEqual(settled.Postings.Select(static posting => posting.Reverse()));
        if (!same)
        {
            books.Find(
                ProofCheck.ReversalDiffers, grain, recorded.Sequence, $"it gives back other than {e.Settlement} took");
        }
        CheckBalance(e.BalanceAfter, recorded.Sequence);
    }

    void Judge(HoldReturned e, long sequence)
    {
        if (!_captured.Remove(FunderState.DrawKey(e.Settlement, e.Network), out var parts)
            || !parts.SequenceEqual(e.Parts))
        {
            books.Find(ProofCheck.ReturnDiffers, grain, sequence, $"other than was captured for {e.Settlement}");
        }
    }

    void Tell(
        AidStep step,
        SettlementId settlement,
        AidPart[] parts,
        IEnumerable<Delivery> deliveries,
        Recorded recorded)
    {
        foreach (var aid in parts)
        {
            Note(step, settlement, aid.Network, aid.Amount.Fen, aid.Funder, recorded);
        }
        foreach (var delivery in deliveries)
        {
            _untold[delivery.Heard] = (recorded.Sequence, recorded.At);
        }
    }

    void CheckBill(Settled e, long sequence)
    {
        var amounts = e.Bill.Amounts;
        var person = SumOf(e.Own) + Books.Fen(e.Aid, static aid => aid.Amount) + e.Cash.Fen;
        if (!e.Bill.AddsUp)
        {
            var what = $"parts that are not the bill of {amounts.Total.Fen} fen";
            books.Find(ProofCheck.BillDoesNotAddUp, grain, sequence, what);
        }
        if (e.PoolPay.Fen + person != amounts.Total.Fen)
        {
            books.Find(
                ProofCheck.BillDoesNotAddUp,
                grain,
                sequence,
                $"the pool pays {e.PoolPay.Fen} and the person {person} of {amounts.Total.Fen} fen");
        }
    }

    void CheckBalance(Money said, long sequence)
    {
        if (state.Account.Balance != said)
        {
            books.Find(ProofCheck.BalanceDiffers, grain, sequence, $"it says {said}, replay {state.Account.Balance}");
        }
    }

    void CheckBlock(LotPart[] parts, long sequence)
    {
        if (parts.Length > 0 && state.Account.Blocked is { } block)
        {
            books.Find(
                ProofCheck.BlockedAccountPays, grain, sequence, $"{SumOf(parts)} fen leave what is {block.Reason}");
        }
    }

    /// <summary>What is used up is what the settlements that stand have used up.</summary>
    void CheckCounters(long sequence)
    {
        var used = new Counters();
        used.Add(_live.Values.SelectMany(static settled => settled.Uses));
        var (has, should) = (ByCounter(state.Patient.Used), ByCounter(used));
        foreach (var counter in has.Keys.Union(should.Keys))
        {
            var (kept, settled) = (has.GetValueOrDefault(counter), should.GetValueOrDefault(counter));
            if (kept != settled)
            {
                var what = $"{counter} is {kept?.ToString() ?? "unused"}, settlements used "
                    + $"{settled?.ToString() ?? "nothing"}";
                books.Find(ProofCheck.CountersDiffer, grain, sequence, what);
            }
        }
    }

    static Dictionary<CounterKey, Quantity> ByCounter(Counters counters) => counters.Items
        .Where(static use => !use.Used.IsZero).ToDictionary(static use => use.Counter, static use => use.Used);

    static Int128 SumOf(LotPart[] parts) => Books.Fen(parts, static part => part.Amount);
}
