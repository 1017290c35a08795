using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Program;

/// <summary>The key that a journal is sealed with can be replaced, and what was sealed before still holds.</summary>
public sealed class KeyRotationTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task After_its_key_was_replaced_a_ledger_goes_on_and_all_of_it_is_proven_by_a_proof_from_before()
    {
        var place = (await SqliteVictim.Make(_folder.Path)).Place;
        var before = SealKeyFile.Load(place.SealKeyFile);

        var (exitCode, output, error) = await GongjiProcess.Run("rotate-keys", "--data", place.Data);
        using (var server = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(server.Address);
            await server.Terminate();
        }
        var known = await KnownLedger.Read(place, heads: null, default);
        var (plain, full) = (await Prove(place, full: false), await Prove(place, full: true));

        var export = Path.Combine(_folder.Path, "export.jsonl");
        var exported = await GongjiProcess.Run("export", "--data", place.Data, "--to", export);
        var verified = await GongjiProcess.Run("verify", export, "--data", place.Data);
        var outside = await OutsideReader.Open(export);

        outside.Check();
        Assert.Equal((0, 0, 2), (exported.ExitCode, verified.ExitCode, outside.Keys));
        Assert.True(exitCode == 0, output + error);
        Assert.Equal(2, known.Trust.Keys.All.Count);
        Assert.Equal(before.Fingerprint, PublicSealKey.Of(known.Proof!.SealKey!).Fingerprint);
        Assert.Empty(plain.Findings);
        Assert.Empty(full.Findings);
        Assert.Equal(before.Fingerprint, SealKeyFile.Load(Kept(place, before)).Fingerprint);
        File.Copy(Kept(place, before), place.SealKeyFile, overwrite: true);
        await Assert.ThrowsAsync<UsageException>(() => Belonging.RequireToServe(place, Roles.Silo, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_has_the_key_that_was_replaced_can_seal_nothing_any_more(bool isServedAfterwards)
    {
        var place = (await SqliteVictim.Make(_folder.Path)).Place;
        var before = SealKeyFile.Load(place.SealKeyFile);
        await KeyRotation.Run(place, TestLedger.Clock, default);
        Assert.Empty((await Prove(place, full: true)).Findings);

        await Append(place, before);
        if (isServedAfterwards)
        {
            await Enrol(place);
        }

        foreach (var report in new[] { await Prove(place, full: false), await Prove(place, full: true) })
        {
            Assert.Contains(report.Findings, static each => each.Check == ProofCheck.SealIsBroken);
        }
    }

    [Fact]
    public async Task What_was_put_before_the_new_key_began_is_no_better()
    {
        var victim = await SqliteVictim.Make(_folder.Path);
        var before = SealKeyFile.Load(victim.Place.SealKeyFile);
        await KeyRotation.Run(victim.Place, TestLedger.Clock, default);

        await Append(victim.Place, before);
        await victim.Execute("UPDATE seal SET last = -5 WHERE last = (SELECT max(last) FROM seal)");
        await victim.Execute("UPDATE journal SET number = -5 WHERE number = (SELECT max(number) FROM journal)");
        await Enrol(victim.Place);

        var findings = (await Prove(victim.Place, full: true)).Findings;
        Assert.Contains(findings, static each => each.Check == ProofCheck.SealIsBroken);
    }

    [Fact]
    public async Task Nobody_names_a_key_that_the_one_before_did_not_sign()
    {
        var victim = await SqliteVictim.Make(_folder.Path);
        var (name, stranger) = (await Belonging.Require(victim.Place, Roles.Silo, default), SealKey.Random());
        var keys = SealKeys.Parse(name.Seals, name.Ledger);
        File.Delete(victim.Place.SealKeyFile);

        foreach (var named in new[]
        {
            $"{keys.With(stranger, stranger, name.Ledger)}",
            $"{keys.With(stranger, SealKey.Random(), name.Ledger)}",
            $"{keys} {stranger.Public}",
            $"{stranger.Public}",
            $"{SealKeys.Of(stranger.Public).With(SealKey.Random(), stranger, name.Ledger)}",
        })
        {
            await victim.Execute("UPDATE ledger SET seals = @seals", ("@seals", named));
            await Assert.ThrowsAsync<UsageException>(() => KnownLedger.Read(victim.Place, heads: null, default));
        }
    }

    [PostgresFact]
    public async Task A_replacing_that_was_broken_off_is_ended_by_the_next_and_the_ledger_waits_for_it()
    {
        var place = new Place(
            Path.Combine(_folder.Path, "ledger"),
            [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()]);
        await Belonging.Begin(place, default);
        var first = SealKeyFile.Load(place.SealKeyFile);
        var second = place.JournalPlates.Last();
        var old = (await second.Read(default)).Name!;
        await KeyRotation.Run(place, TestLedger.Clock, default);
        var fresh = SealKeyFile.Load(place.SealKeyFile);
        var named = (await second.Read(default)).Name!;

        // As if it had ended after the first database, and before the files got their names.
        await second.Replace(named, old, default);
        File.Move(place.SealKeyFile, place.SealKeyFile + ".new");
        File.Move(Kept(place, first), place.SealKeyFile);
        await Assert.ThrowsAsync<UsageException>(() => Belonging.RequireToServe(place, Roles.Silo, default));
        await KeyRotation.Run(place, TestLedger.Clock, default);
        Assert.Equal(fresh.Fingerprint, SealKeyFile.Load(place.SealKeyFile).Fingerprint);
        Assert.Equal(named, (await second.Read(default)).Name);

        // And between the two names.
        File.Move(place.SealKeyFile, place.SealKeyFile + ".new");
        var brokenOff = await Assert.ThrowsAsync<UsageException>(
            () => Belonging.RequireToServe(place, Roles.Silo, default));
        Assert.Contains("run `gongji rotate-keys` again", brokenOff.Message, StringComparison.Ordinal);
        await KeyRotation.Run(place, TestLedger.Clock, default);
        await Belonging.RequireToServe(place, Roles.Silo, default);
        Assert.Equal(fresh.Fingerprint, SealKeyFile.Load(place.SealKeyFile).Fingerprint);
    }

    [PostgresFact]
    public async Task While_it_is_served_a_ledger_keeps_its_key()
    {
        var place = new Place(Path.Combine(_folder.Path, "ledger"), [await PostgresServer.NewDatabase()]);
        using var server = await GongjiProcess.Serve(place);
        var before = await File.ReadAllTextAsync(place.SealKeyFile);

        var refused = await Assert.ThrowsAsync<UsageException>(() => KeyRotation.Run(place, TestLedger.Clock, default));

        Assert.StartsWith("The ledger is served: stop all its silos", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(place.SealKeyFile));
        await Belonging.RequireToServe(place, Roles.Silo, default);
    }

    static string Kept(Place place, SealKey key) =>
        Path.Combine(Path.GetDirectoryName(place.SealKeyFile)!, $"seal-key.{key.Fingerprint}.pem");

    static async Task Enrol(Place place)
    {
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);
        await server.Terminate();
    }

    /// <summary>Writes an entry after the last one of a person, with a right hash and a seal.</summary>
    static async Task Append(Place place, SealKey key)
    {
        var name = await Belonging.Require(place, Roles.Silo, default);
        await using var journal = place.Journal(lanesEach: 1, readersEach: 2);
        await journal.Prepare(default);
        var last = await journal.Read(new GrainKey("person/P4"), 1, long.MaxValue).LastAsync();
        var forged = last with { Sequence = last.Sequence + 1, Operation = "forged" };
        forged = forged with { Hash = HashChain.NextOf(last.Hash, forged) };
        var chain = new SealChain(
            journal, new Sealer(name.Ledger, key, TestSeals.Sealer.NewChain), 0, new SealHeads());
        await journal.Write(0, new Batch([forged], [], await chain.Next([forged])), default);
    }

    static async Task<ProofReport> Prove(Place place, bool full)
    {
        var known = await KnownLedger.Read(place, heads: null, default);
        await using var journal = place.JournalToRead();
        return (await known.Prove(journal, full, null, default)).Report;
    }
}
