using System.Text;
using Gongji.Journal.Entries;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>Whatever a disk or a memory makes of an entry, the ledger doesn't build on it.</summary>
public sealed class FlippedBitTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    const int Flips = 1_000;

    ulong _dice = 1;

    [Fact]
    public async Task Each_of_a_thousand_flipped_bits_is_named_by_the_proof_and_refused_by_the_grain()
    {
        var day = await books.Store.ReadByGrain().Select(static placed => placed.Entry).ToListAsync();
        var grains = day.ToLookup(static entry => entry.Grain);
        var fields = Enum.GetValues<Field>();
        var refused = 0;

        for (var n = 0; n < Flips; n++)
        {
            var field = fields[n % fields.Length];
            var entry = day[Next(day.Count)];
            while (field is Field.Operation or Field.Digest && entry.Operation is null)
            {
                entry = day[Next(day.Count)];
            }
            var flipped = Flip(entry, field);
            Entry[] stored = [.. grains[entry.Grain].Select(each => each == entry ? flipped : each)];
            var store = new MemoryJournalStore(lanes: 1);
            Assert.Empty(await store.Write(0, new Batch(stored, []), default));

            var proof = await Prover.ProveAll(store, TestLedger.Clock, null, default);

            var named = proof.Report.Findings.Any(found => (found.Check, found.Grain, found.Sequence)
                == (ProofCheck.HashIsBroken, flipped.Grain, flipped.Sequence));
            Assert.True(named, $"a flipped bit in the {field} of {entry.Grain} {entry.Sequence}");
            refused += await IsRefused(entry, field, store) ? 1 : 0;
        }
        Assert.True(refused > Flips / 4);
    }

    /// <summary>Asks a person's grain whose entry stayed at its place. An entry that went elsewhere may have been the
    /// last one, and then the grain can't know.</summary>
    static async Task<bool> IsRefused(Entry entry, Field field, IJournalStore store)
    {
        if (entry.Grain.Kind != GrainKind.Person || field is Field.Grain or Field.Sequence)
        {
            return false;
        }
        var ledger = await TestLedger.Start(store);
        var failure = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => ledger.Person(entry.Grain.Id).View(ledger.Today));
        Assert.IsType<InvalidDataException>(failure.InnerException);
        return true;
    }

    Entry Flip(Entry entry, Field field) => field switch
    {
        Field.Body => entry with { Body = Flip(entry.Body) },
        Field.Hash => entry with { Hash = Flip(entry.Hash) },
        Field.Kind => entry with { Kind = Flip(entry.Kind) },
        Field.Operation => entry with { Operation = Flip(entry.Operation!) },
        Field.Digest => entry with { Digest = Flip(entry.Digest!) },
        Field.Time => entry with { At = DateTimeOffset.UnixEpoch.AddMicroseconds(Micros(entry.At) ^ (1L << Next(50))) },
        // Lower bits make a sequence that is taken, which no store accepts.
        Field.Sequence => entry with { Sequence = entry.Sequence ^ (1L << (12 + Next(50))) },
        _ => entry with { Grain = new GrainKey(Flip(entry.Grain.Value)) },
    };

    static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    byte[] Flip(byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        flipped[Next(bytes.Length)] ^= (byte)(1 << Next(8));
        return flipped;
    }

    /// <summary>Of the bits that leave it a text.</summary>
    string Flip(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        bytes[Next(bytes.Length)] ^= (byte)(1 << Next(7));
        return Encoding.ASCII.GetString(bytes);
    }

    int Next(int below)
    {
        unchecked
        {
            _dice = (_dice * 6364136223846793005) + 1442695040888963407;
        }
        return (int)((_dice >> 33) % (ulong)below);
    }

    enum Field
    {
        Body,
        Hash,
        Kind,
        Operation,
        Digest,
        Time,
        Sequence,
        Grain,
    }
}
