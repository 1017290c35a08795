using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gongji.Proof.Proving;

/// <summary>What the patients, the network and the funder of one network say of its captures and returns, each summed
/// into one number in which order does not matter. Where the three are equal the same settlements stand on all sides
/// with the same amounts; where they are not, <see cref="AidTrail"/> looks closer.</summary>
sealed class AidSums
{
    readonly List<(GrainKey Grain, long Last)> _tellers = [];
    UInt128 _settled;
    UInt128 _capturedByNetwork;
    UInt128 _capturedByFunder;
    UInt128 _reversed;
    UInt128 _returnedByNetwork;
    UInt128 _returnedByFunder;

    /// <summary>The grains that told something, and the last entry in which they did.</summary>
    public IReadOnlyList<(GrainKey Grain, long Last)> Tellers => _tellers;

    public bool Agree =>
        _settled == _capturedByNetwork
        && _settled == _capturedByFunder
        && _reversed == _returnedByNetwork
        && _reversed == _returnedByFunder;

    /// <summary>Takes the notes of one grain after those of another.</summary>
    public void Take(AidNote note)
    {
        Remember(note.Grain, note.Sequence);
        if (note.Step is AidStep.CaptureDelivered or AidStep.ReturnDelivered)
        {
            return;
        }
        ref var sum = ref SumOf(note.Step);
        unchecked
        {
            sum += Fingerprint(note.Settlement, note.Funder, note.Amount);
        }
    }

    void Remember(GrainKey grain, long sequence)
    {
        if (_tellers.Count > 0 && _tellers[^1].Grain == grain)
        {
            _tellers[^1] = (grain, sequence);
        }
        else
        {
            _tellers.Add((grain, sequence));
        }
    }

    ref UInt128 SumOf(AidStep step)
    {
        switch (step)
        {
            case AidStep.Settled:
                return ref _settled;
            case AidStep.CapturedByNetwork:
                return ref _capturedByNetwork;
            case AidStep.CapturedByFunder:
                return ref _capturedByFunder;
            case AidStep.Reversed:
                return ref _reversed;
            case AidStep.ReturnedByNetwork:
                return ref _returnedByNetwork;
            case AidStep.ReturnedByFunder:
                return ref _returnedByFunder;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "no amount goes with it");
        }
    }

    public void Add(AidSums other)
    {
        _tellers.AddRange(other._tellers);
        unchecked
        {
            _settled += other._settled;
            _capturedByNetwork += other._capturedByNetwork;
            _capturedByFunder += other._capturedByFunder;
            _reversed += other._reversed;
            _returnedByNetwork += other._returnedByNetwork;
            _returnedByFunder += other._returnedByFunder;
        }
    }

    static UInt128 Fingerprint(SettlementId settlement, PersonNo? funder, Int128 amount)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{settlement}|{funder}|{amount}"), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

/// <summary>A step of the way that aid money takes. The patient is told of a delivery when the other two have recorded
/// it.</summary>
public enum AidStep
{
    Settled,
    CapturedByFunder,
    CapturedByNetwork,
    CaptureDelivered,
    Reversed,
    ReturnedByFunder,
    ReturnedByNetwork,
    ReturnDelivered,
}

/// <summary>A step that an entry records.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="Funder">Whose money it is; null where the entry does not say.</param>
public sealed record AidNote(
    AidStep Step,
    SettlementId Settlement,
    NetworkId Network,
    GrainKey Grain,
    long Sequence,
    DateTimeOffset At,
    Int128 Amount,
    PersonNo? Funder);
