using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Draws;
using Gongji.Ledger.Families;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Proof.Proving;

/// <summary>Follows aid from the patient's settlement to the funder and back, draw by draw, and names what is missing
/// or too much.</summary>
/// <remarks>A message is repeated until it is acknowledged, and each side records before it answers. So as of any
/// moment a delivered capture stands at the network, a network's capture at the funder, and a funder's capture has a
/// settlement; what is not delivered explains what is missing. Databases are not read as of the very same moment, so
/// that one may tell of an effect before another tells of its cause: what is younger than that is judged by the next
/// proof.</remarks>
/// <param name="youngSince">Draws with a step since then are not judged; null when all are.</param>
sealed class AidTrail(Books books, DateTimeOffset? youngSince)
{
    readonly Dictionary<(SettlementId, NetworkId), Dictionary<AidStep, AidNote>> _draws = [];
    readonly Dictionary<NetworkId, PersonNo> _funders = [];

    /// <summary>Takes the steps of some networks from the entries of whole grains.</summary>
    public async Task Follow(IAsyncEnumerable<Entry> entries, HashSet<string> networks)
    {
        await foreach (var entry in entries)
        {
            if (entry.Grain.Kind is GrainKind.Network or GrainKind.Person)
            {
                foreach (var note in ReadableNotes(entry))
                {
                    if (networks.Contains(note.Network.Value))
                    {
                        Take(note);
                    }
                }
            }
        }
    }

    public void Take(AidNote note)
    {
        if (!_draws.TryGetValue((note.Settlement, note.Network), out var steps))
        {
            _draws[(note.Settlement, note.Network)] = steps = [];
        }
        steps[note.Step] = note;
    }

    public void Judge()
    {
        foreach (var ((settlement, network), steps) in _draws.Where(draw => !IsYoung(draw.Value)))
        {
            var what = $"the aid of {network} for {settlement}";
            Judge(steps, Captures, what);
            Judge(steps, Returns, what);
        }
    }

    bool IsYoung(Dictionary<AidStep, AidNote> steps) => steps.Values.Any(note => note.At >= youngSince);

    /// <summary>The steps of ways that have not been gone to the end.</summary>
    public IEnumerable<AidNote> Open() => _draws.Values.SelectMany(static steps => Captures.OpenOf(steps)
        .Concat(Returns.OpenOf(steps)));

    IEnumerable<AidNote> NotesOf(GrainKey grain, Recorded recorded)
    {
        AidNote Note(AidStep step, SettlementId settlement, NetworkId network, Int128 amount, PersonNo? funder) =>
            new(step, settlement, network, grain, recorded.Sequence, recorded.At, amount, funder);
        switch (recorded.Event)
        {
            case NetworkFormed e:
                _funders[e.Network] = e.Funder;
                return [];
            case DrawCaptured e:
                return [Note(AidStep.CapturedByNetwork, e.Settlement, Network(), e.Amount.Fen, FunderOf(Network()))];
            case DrawReturned e:
                return [Note(AidStep.ReturnedByNetwork, e.Settlement, Network(), e.Amount.Fen, FunderOf(Network()))];
            case HoldCaptured e:
                return [Note(AidStep.CapturedByFunder, e.Settlement, e.Network, SumOf(e.Parts), Person())];
            case HoldReturned e:
                return [Note(AidStep.ReturnedByFunder, e.Settlement, e.Network, SumOf(e.Parts), Person())];
            case ICommit e:
                return e.Aid.Select(aid =>
                    Note(AidStep.Settled, e.Settlement, aid.Network, aid.Amount.Fen, aid.Funder));
            case IUndoing e:
                return e.Aid.Select(aid =>
                    Note(AidStep.Reversed, e.Settlement, aid.Network, aid.Amount.Fen, aid.Funder));
            case Delivered e:
                return DeliveredStep(e) is { } heard
                    ? [Note(heard, e.Settlement, NetworkId.Of(e.To.Id), 0, null)]
                    : [];
            default:
                return [];
        }
        NetworkId Network() => NetworkId.Of(grain.Id);
        PersonNo Person() => PersonNo.Of(grain.Id);
    }

    /// <returns>Null when no network has heard of aid by it.</returns>
    public static AidStep? DeliveredStep(Delivered heard) => heard.Message switch
    {
        CaptureMessage.Says => AidStep.CaptureDelivered,
        ReturnMessage.Says => AidStep.ReturnDelivered,
        _ => null,
    };

    PersonNo? FunderOf(NetworkId network) => _funders.TryGetValue(network, out var funder) ? funder : null;

    void Judge(Dictionary<AidStep, AidNote> steps, Way way, string what)
    {
        var cause = steps.GetValueOrDefault(way.Cause);
        var (funder, network) = (steps.GetValueOrDefault(way.ByFunder), steps.GetValueOrDefault(way.ByNetwork));
        var told = steps.ContainsKey(way.Delivered);
        Judge(cause, funder, told, way, $"{way.ByFunder}: {what}");
        Judge(cause, network, told, way, $"{way.ByNetwork}: {what}");
        // A network records only what its funder has recorded.
        if (network is not null && funder is null)
        {
            books.Find(way.IsMissing, network.Grain, network.Sequence, $"{way.ByFunder}: {what}");
        }
    }

    void Judge(AidNote? cause, AidNote? effect, bool told, Way way, string what)
    {
        switch (cause, effect)
        {
            case ({ } without, null) when told:
                books.Find(way.IsMissing, without.Grain, without.Sequence, what);
                break;
            case (null, { } alone):
                books.Find(way.HasNoCause, alone.Grain, alone.Sequence, what);
                break;
            case ({ } one, { } other) when (one.Amount, one.Funder) != (other.Amount, other.Funder):
                books.Find(
                    way.Differs, other.Grain, other.Sequence, $"{what}: {other.Amount} instead of {one.Amount} fen");
                break;
        }
    }

    static Int128 SumOf(LotPart[] parts) => Books.Fen(parts, static part => part.Amount);

    /// <summary>None when the entry or the name of its grain can't be read, which the proof of the grain says already.
    /// </summary>
    AidNote[] ReadableNotes(Entry entry)
    {
        try
        {
            return [.. NotesOf(entry.Grain, EventKinds.Decode(entry))];
        }
        catch (Exception)
        {
            return [];
        }
    }

    static readonly Way Captures = new(
        AidStep.Settled,
        AidStep.CapturedByFunder,
        AidStep.CapturedByNetwork,
        AidStep.CaptureDelivered,
        ProofCheck.CaptureIsMissing,
        ProofCheck.CaptureHasNoSettlement,
        ProofCheck.CaptureDiffers);

    static readonly Way Returns = new(
        AidStep.Reversed,
        AidStep.ReturnedByFunder,
        AidStep.ReturnedByNetwork,
        AidStep.ReturnDelivered,
        ProofCheck.ReturnIsMissing,
        ProofCheck.ReturnHasNoReversal,
        ProofCheck.ReturnDiffers);

    /// <summary>The steps of aid in one direction, and what can be wrong with them.</summary>
    sealed record Way(
        AidStep Cause,
        AidStep ByFunder,
        AidStep ByNetwork,
        AidStep Delivered,
        ProofCheck IsMissing,
        ProofCheck HasNoCause,
        ProofCheck Differs)
    {
        public IEnumerable<AidNote> OpenOf(Dictionary<AidStep, AidNote> steps)
        {
            AidStep[] recorded = [Cause, ByFunder, ByNetwork];
            return recorded.All(steps.ContainsKey)
                ? []
                : recorded.Append(Delivered).Where(steps.ContainsKey).Select(step => steps[step]);
        }
    }
}
