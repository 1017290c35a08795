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
    readonly UInt128[] _sums = new UInt128[Enum.GetValues<AidStep>().Length];

    /// <summary>The grains that told something, and the last entry in which they did.</summary>
    public IReadOnlyList<(GrainKey Grain, long Last)> Tellers => _tellers;

    public bool Agree =>
        SumOf(AidStep.Settled) == SumOf(AidStep.CapturedByNetwork)
        && SumOf(AidStep.Settled) == SumOf(AidStep.CapturedByFunder)
        && SumOf(AidStep.Reversed) == SumOf(AidStep.ReturnedByNetwork)
        && SumOf(AidStep.Reversed) == SumOf(AidStep.ReturnedByFunder);

    /// <summary>Takes the notes of one grain after those of another.</summary>
    public void Take(AidNote note)
    {
        Remember(note.Grain, note.Sequence);
        if (SaysAmount(note.Step))
        {
            unchecked
            {
                _sums[(int)note.Step] += Fingerprint(note.Settlement, note.Funder, note.Amount);
            }
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

    UInt128 SumOf(AidStep step) => _sums[(int)step];

    static bool SaysAmount(AidStep step) => step switch
    {
        AidStep.Settled or AidStep.CapturedByFunder or AidStep.CapturedByNetwork => true,
        AidStep.Reversed or AidStep.ReturnedByFunder or AidStep.ReturnedByNetwork => true,
        AidStep.CaptureDelivered or AidStep.ReturnDelivered => false,
    };

    public void Add(AidSums other)
    {
        _tellers.AddRange(other._tellers);
        unchecked
        {
            for (var step = 0; step < _sums.Length; step++)
            {
                _sums[step] += other._sums[step];
            }
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
