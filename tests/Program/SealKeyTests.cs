using System.Security.Cryptography;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>Nobody books without the key that the ledger is sealed with, and nobody proves by another one.</summary>
public sealed class SealKeyTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_its_key_or_with_another_a_ledger_is_neither_served_nor_called_complete()
    {
        var (place, name) = await Begun();
        var key = await File.ReadAllTextAsync(place.SealKeyFile);
        using var half = ECDsa.Create();
        half.ImportFromPem(key);
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string[] wrong =
        [
            "no key", SealKey.Random().ToPem(), half.ExportSubjectPublicKeyInfoPem(), large.ExportPkcs8PrivateKeyPem(),
        ];

        foreach (var pem in wrong)
        {
            await File.WriteAllTextAsync(place.SealKeyFile, pem);
            Assert.NotNull(await Record.ExceptionAsync(() => Belonging.RequireToServe(place, Roles.Silo, default)));
            Assert.NotNull(await Record.ExceptionAsync(() => Belonging.Begin(place, default)));
        }
        File.Delete(place.SealKeyFile);
        var served = await GongjiProcess.Run(
            "serve", "--urls", "http://127.0.0.1:0", "--data", place.Data);
        var begun = await Assert.ThrowsAsync<UsageException>(() => Belonging.Begin(place, default));
        await Belonging.Require(place, Roles.Gateway | Roles.Silo, default);
        await File.WriteAllTextAsync(place.SealKeyFile, key);
        var again = await Belonging.Begin(place, default);

        Assert.Equal(1, served.ExitCode);
        Assert.Contains($"The key that ledger {name} is sealed with is not at", served.Error, StringComparison.Ordinal);
        Assert.Contains("put the file there", begun.Message, StringComparison.Ordinal);
        Assert.Equal(name, again.Name.Ledger);
    }

    [Fact]
    public async Task The_key_of_another_ledger_is_not_taken_for_a_new_one()
    {
        var (place, _) = await Begun();
        var other = place with
        {
            Data = Path.Combine(_folder.Path, "other"),
            KeyFile = Path.Combine(place.Data, "other-keys.json"),
        };

        var refused = await Assert.ThrowsAsync<UsageException>(() => Belonging.Begin(other, default));

        Assert.Contains("the key that another ledger is sealed with", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(other.KeyFile + ".new") || File.Exists(other.KeyFile));
    }

    [Fact]
    public async Task Who_proves_is_told_when_nobody_but_the_journal_names_the_key_and_refused_when_there_are_two()
    {
        var (place, _) = await Begun();
        using (var server = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(server.Address);
            await server.Terminate();
        }
        var elsewhere = Path.Combine(_folder.Path, "key.pem");
        File.Move(place.SealKeyFile, elsewhere);

        var alone = await GongjiProcess.Run("prove", "--data", place.Data);
        File.Delete(place.ProofFile);
        var known = await GongjiProcess.Run("prove", "--data", place.Data, "--seal-key", elsewhere);
        var later = await GongjiProcess.Run("prove", "--data", place.Data);
        await File.WriteAllTextAsync(place.SealKeyFile, SealKey.Random().ToPem());
        var two = await GongjiProcess.Run("prove", "--data", place.Data);

        Assert.Equal([0, 0, 0, 1], new[] { alone, known, later, two }.Select(static run => run.ExitCode));
        const string Doubt = "the key that the journal itself names";
        Assert.Contains(Doubt, alone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Doubt, known.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Doubt, later.Output, StringComparison.Ordinal);
        Assert.Contains("has another key than the one", two.Error, StringComparison.Ordinal);
    }

    async Task<(Place Place, Guid Ledger)> Begun()
    {
        var place = new Place(Path.Combine(_folder.Path, "ledger"), []);
        return (place, (await Belonging.Begin(place, default)).Name.Ledger);
    }
}
