using System.Text;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>What somebody can do to a journal who may write to its database, or to what lies beside it.</summary>
static class Tampering
{
    const string Rules = "policy/610100";

    public static readonly Dictionary<string, Func<Victim, Task>> Ways = new()
    {
        ["an entry was edited"] = async victim =>
        {
            var entry = (await EntriesOf(victim, "person/P2"))[2];
            await SetBody(victim, entry with { Body = Edited(entry.Body) });
        },
        ["an entry was edited, and all hashes after it made right"] = static victim => Rewrite(victim, "person/P2"),
        ["the time of an entry was edited"] = async victim =>
        {
            var last = (await EntriesOf(victim, "person/P3"))[^1];
            Assert.Equal(1, await victim.Execute(
                $"UPDATE journal SET at = (SELECT max(at) FROM journal WHERE grain <> 'person/P3') "
                + $"WHERE grain = 'person/P3' AND sequence = {last.Sequence}"));
        },
        ["an entry in the middle of a grain was deleted"] = static victim =>
            Delete(victim, "grain = 'person/P1' AND sequence = 2"),
        ["the newest entry of a person was deleted"] = async victim =>
        {
            var last = (await EntriesOf(victim, "person/P3"))[^1];
            await Delete(victim, $"grain = 'person/P3' AND sequence = {last.Sequence}");
            await victim.Execute("DELETE FROM snapshot WHERE grain = 'person/P3'");
        },
        ["the newest commit was deleted with its seal"] = async victim =>
        {
            var last = (await Commits(victim))[^1].Last;
            await Delete(victim, victim.IsOf(last, ofSeals: false));
            Assert.Equal(1, await victim.Execute($"DELETE FROM seal WHERE {victim.IsOf(last, ofSeals: true)}"));
            await victim.Execute("DELETE FROM snapshot");
        },
        ["the newest commit was deleted and its seal put where nobody looks"] = async victim =>
        {
            var last = (await Commits(victim))[^1].Last;
            await Delete(victim, victim.IsOf(last, ofSeals: false));
            await victim.Execute("DELETE FROM snapshot");
            await victim.Hide(last);
        },
        ["a visit was deleted"] = async victim =>
        {
            await Delete(victim, "grain = 'visit/V1'");
            await victim.Execute("DELETE FROM snapshot WHERE grain = 'visit/V1'");
        },
        ["an entry with a right hash was appended"] = static victim => Append(victim, seal: false),
        ["an entry was appended and sealed with another key"] = static victim => Append(victim, seal: true),
        ["two commits changed places"] = async victim =>
        {
            var chain = (await Commits(victim)).GroupBy(static commit => commit.Seal!.Chain).First().ToArray();
            await victim.Swap(chain[1].Last, chain[2].Last);
        },
        ["two grains changed names"] = static async victim =>
        {
            foreach (var (from, to) in new[] { ("P1", "P0"), ("P2", "P1"), ("P0", "P2") })
            {
                await victim.Execute($"UPDATE journal SET grain = 'person/{to}' WHERE grain = 'person/{from}'");
            }
        },
        ["an older copy took the place of the journal"] = static victim => victim.PutOlder(),
        ["the journal of another ledger took its place"] = static victim => victim.PutAnother(),
        ["it was all written anew with another key"] = WriteAnew,
        ["the rules of a version were edited"] = async victim =>
        {
            var entry = (await EntriesOf(victim, Rules))[0];
            await SetBody(victim, entry with { Body = Edited(entry.Body) });
        },
        ["the rules of a version were edited, and all hashes after them made right"] = static victim =>
            Rewrite(victim, Rules),
        ["the rules of an area were deleted"] = async victim =>
        {
            await Delete(victim, $"grain = '{Rules}'");
            await victim.Execute($"DELETE FROM snapshot WHERE grain = '{Rules}'");
        },
        ["a snapshot was edited"] = async victim =>
        {
            var kept = await victim.Read(static journal => journal.ReadSnapshotsByGrain()
                .FirstAsync(static snapshot => snapshot.Grain.Value == "person/P1"));
            await victim.Execute(
                $"UPDATE snapshot SET body = {victim.Json("@body")} WHERE grain = 'person/P1'",
                ("@body", Encoding.UTF8.GetString(Edited(kept.Body))));
        },
        ["a seal was edited"] = async victim =>
        {
            var seal = (await Commits(victim))[1].Seal!;
            Assert.Equal(1, await victim.Execute(
                $"UPDATE seal SET root = @root WHERE chain = '{seal.Chain}' AND number = {seal.Number}",
                ("@root", new byte[HashChain.Size])));
        },
        ["a seal was deleted"] = async victim =>
        {
            var seal = (await Commits(victim))[1].Seal!;
            Assert.Equal(1, await victim.Execute(
                $"DELETE FROM seal WHERE chain = '{seal.Chain}' AND number = {seal.Number}"));
        },
        ["the key was lost"] = static victim =>
        {
            File.Delete(victim.Place.SealKeyFile);
            return Task.CompletedTask;
        },
        ["another key took the place of the key"] = static victim =>
            File.WriteAllTextAsync(victim.Place.SealKeyFile, SealKey.Random().ToPem()),
    };

    static async Task Delete(Victim victim, string which) =>
        Assert.InRange(await victim.Execute($"DELETE FROM journal WHERE {which}"), 1, int.MaxValue);

    static async Task SetBody(Victim victim, Entry entry) => Assert.Equal(1, await victim.Execute(
        $"UPDATE journal SET body = {victim.Json("@body")}, hash = @hash "
        + $"WHERE grain = '{entry.Grain.Value}' AND sequence = {entry.Sequence}",
        ("@body", Encoding.UTF8.GetString(entry.Body)),
        ("@hash", entry.Hash)));

    static async Task Rewrite(Victim victim, string grain)
    {
        var entries = await EntriesOf(victim, grain);
        var hash = entries[0].Hash;
        foreach (var entry in entries.Skip(1))
        {
            var written = entry.Sequence == 2 ? entry with { Body = Edited(entry.Body) } : entry;
            hash = HashChain.NextOf(hash, written);
            await SetBody(victim, written with { Hash = hash });
        }
    }

    static async Task Append(Victim victim, bool seal)
    {
        var name = await Belonging.Require(victim.Place, Roles.Silo, default);
        var last = (await EntriesOf(victim, "person/P4"))[^1];
        var forged = last with { Sequence = last.Sequence + 1, Operation = "forged" };
        forged = forged with { Hash = HashChain.NextOf(last.Hash, forged) };
        await using var journal = victim.Writing();
        await journal.Prepare(default);
        var stranger = new SealChain(
            journal, new Sealer(name.Ledger, SealKey.Random(), TestSeals.Sealer.NewChain), 0, new SealHeads());
        await journal.Write(0, new Batch([forged], [], seal ? await stranger.Next([forged]) : null), default);
    }

    static async Task WriteAnew(Victim victim)
    {
        var name = await Belonging.Require(victim.Place, Roles.Silo, default);
        var entries = await victim.Read(static journal => journal.Follow(JournalPosition.Start).ToListAsync());
        var stranger = SealKey.Random();
        await victim.PutEmpty(stranger.Public.ToString());
        await using var journal = victim.Writing();
        await journal.Prepare(default);
        var chain = new SealChain(
            journal, new Sealer(name.Ledger, stranger, TestSeals.Sealer.NewChain), 0, new SealHeads());
        foreach (var (_, entry) in entries)
        {
            await journal.Write(0, new Batch([entry], [], await chain.Next([entry])), default);
            chain.Follow();
        }
    }

    static Task<List<Entry>> EntriesOf(Victim victim, string grain) => victim.Read(journal =>
        journal.Read(new GrainKey(grain), 1, long.MaxValue).ToListAsync());

    static Task<List<SealedCommit>> Commits(Victim victim) =>
        victim.Read(static journal => journal.ReadCommits(JournalPosition.Start).ToListAsync());

    /// <summary>Another digit in the place of the last one that is none of a zero.</summary>
    static byte[] Edited(byte[] body)
    {
        var edited = body.ToArray();
        var at = Array.FindLastIndex(edited, static character => character is >= (byte)'1' and <= (byte)'8');
        edited[at]++;
        return edited;
    }
}
