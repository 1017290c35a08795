using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.People;

namespace Gongji.Journal.Proving;

/// <summary>Follows the aid of some networks from the patient's settlement to the funder and back, draw by draw, and
/// names what is missing or too much.</summary>
/// <remarks>A message is repeated until it is acknowledged, and each side records before it answers. So as of any
/// moment a delivered capture stands at the network, a network's capture at the funder, and a funder's capture has a
/// settlement; what is not delivered explains what is missing.</remarks>
sealed class AidTrail(HashSet<string> networks, Books books)
{
    readonly Dictionary<(SettlementId, NetworkId), Draws> _draws = [];
    readonly Dictionary<NetworkId, PersonNo> _funders = [];

    public async Task Follow(IAsyncEnumerable<Entry> journal)
    {
        await foreach (var entry in journal)
        {
            if (entry.Grain.Kind is "network" or "person" && Readable(entry) is { } recorded)
            {
                Take(entry.Grain, recorded);
            }
        }
        foreach (var ((settlement, network), draws) in _draws)
        {
            Judge($"the aid of {network} for {settlement}", draws);
        }
    }

    void Take(GrainKey grain, Recorded recorded)
    {
        var at = recorded.Sequence;
        switch (recorded.Event)
        {
            case NetworkFormed e:
                _funders[e.Network] = e.Funder;
                break;
            case DrawCaptured e:
                Note(AidStep.CapturedByNetwork, e.Settlement, grain, at, e.Amount.Fen, NetworkId.Of(grain.Id));
                break;
            case DrawReturned e:
                Note(AidStep.ReturnedByNetwork, e.Settlement, grain, at, e.Amount.Fen, NetworkId.Of(grain.Id));
                break;
            case HoldCaptured e:
                Note(AidStep.CapturedByFunder, e.Settlement, grain, at, SumOf(e.Parts), e.Network);
                break;
            case HoldReturned e:
                Note(AidStep.ReturnedByFunder, e.Settlement, grain, at, SumOf(e.Parts), e.Network);
                break;
            case Settled e:
                Array.ForEach(e.Aid, aid =>
                    Note(AidStep.Settled, e.Settlement, grain, at, aid.Amount.Fen, aid.Network, aid.Funder));
                break;
            case Reversed e:
                Array.ForEach(e.Aid, aid =>
                    Note(AidStep.Reversed, e.Settlement, grain, at, aid.Amount.Fen, aid.Network, aid.Funder));
                break;
            case Delivered e when networks.Contains(e.Network.Value):
                Of(e.Settlement, e.Network).Told.Add(e.Kind);
                break;
        }
    }

    void Note(
        AidStep step,
        SettlementId settlement,
        GrainKey grain,
        long sequence,
        Int128 amount,
        NetworkId network,
        PersonNo? funder = null)
    {
        if (networks.Contains(network.Value))
        {
            var payer = step is AidStep.CapturedByFunder or AidStep.ReturnedByFunder
                ? PersonNo.Of(grain.Id)
                : funder ?? _funders.GetValueOrDefault(network);
            Of(settlement, network).Steps[step] = new Step(grain, sequence, amount, payer);
        }
    }

    Draws Of(SettlementId settlement, NetworkId network)
    {
        if (!_draws.TryGetValue((settlement, network), out var draws))
        {
            _draws[(settlement, network)] = draws = new Draws();
        }
        return draws;
    }

    void Judge(string what, Draws draws)
    {
        var settled = draws.Steps.GetValueOrDefault(AidStep.Settled);
        var reversed = draws.Steps.GetValueOrDefault(AidStep.Reversed);
        foreach (var side in (AidStep[])[AidStep.CapturedByFunder, AidStep.CapturedByNetwork])
        {
            var step = draws.Steps.GetValueOrDefault(side);
            Judge(settled, step, draws.Told.Contains(DeliveryKind.Capture), $"{side}: {what}", Captures);
        }
        foreach (var side in (AidStep[])[AidStep.ReturnedByFunder, AidStep.ReturnedByNetwork])
        {
            var step = draws.Steps.GetValueOrDefault(side);
            Judge(reversed, step, draws.Told.Contains(DeliveryKind.Return), $"{side}: {what}", Returns);
        }
        FindMissingAtFunder(draws, AidStep.CapturedByNetwork, AidStep.CapturedByFunder, what, Captures);
        FindMissingAtFunder(draws, AidStep.ReturnedByNetwork, AidStep.ReturnedByFunder, what, Returns);
    }

    static readonly (ProofCheck Missing, ProofCheck TooMuch, ProofCheck Differs) Captures =
        (ProofCheck.CaptureIsMissing, ProofCheck.CaptureHasNoSettlement, ProofCheck.CaptureDiffers);

    static readonly (ProofCheck Missing, ProofCheck TooMuch, ProofCheck Differs) Returns =
        (ProofCheck.ReturnIsMissing, ProofCheck.ReturnHasNoReversal, ProofCheck.ReturnDiffers);

    void Judge(
        Step? cause,
        Step? effect,
        bool told,
        string what,
        (ProofCheck Missing, ProofCheck TooMuch, ProofCheck Differs) checks)
    {
        switch (cause, effect)
        {
            case ({ } without, null) when told:
                books.Find(checks.Missing, without.Grain, without.Sequence, what);
                break;
            case (null, { } alone):
                books.Find(checks.TooMuch, alone.Grain, alone.Sequence, what);
                break;
            case ({ } one, { } other) when (one.Amount, one.Funder) != (other.Amount, other.Funder):
                books.Find(
                    checks.Differs, other.Grain, other.Sequence, $"{what}: {other.Amount} instead of {one.Amount} fen");
                break;
        }
    }

    /// <summary>A network records only what its funder has recorded.</summary>
    void FindMissingAtFunder(
        Draws draws,
        AidStep atNetwork,
        AidStep atFunder,
        string what,
        (ProofCheck Missing, ProofCheck TooMuch, ProofCheck Differs) checks)
    {
        if (draws.Steps.TryGetValue(atNetwork, out var network) && !draws.Steps.ContainsKey(atFunder))
        {
            books.Find(checks.Missing, network.Grain, network.Sequence, $"{atFunder}: {what}");
        }
    }

    static Int128 SumOf(LotPart[] parts) => Books.Fen(parts, static part => part.Amount);

    /// <summary>Null when the entry can't be read, which the proof of its grain says already.</summary>
    static Recorded? Readable(Entry entry)
    {
        try
        {
            return EventKinds.Decode(entry);
        }
        catch (Exception)
        {
            return null;
        }
    }

    sealed record Step(GrainKey Grain, long Sequence, Int128 Amount, PersonNo Funder);

    sealed class Draws
    {
        public Dictionary<AidStep, Step> Steps { get; } = [];

        public HashSet<DeliveryKind> Told { get; } = [];
    }
}
