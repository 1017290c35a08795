using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Gongji.Border;
using Gongji.Identity;

namespace Gongji.Tests.Nhsa;

/// <summary>Personal data at rest.</summary>
public sealed class IdentityTests : IDisposable
{
    static readonly PersonIdentity Someone = new("王小明", "01", "61010319850101001X", "1", new DateOnly(1985, 1, 1));

    static readonly Guid Ledger = new("9b0c2f57-3c55-4f0e-8f0a-7f1d5a1b6c11");

    const int AtOnce = 4;
    const int Starts = 50;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gongji-keys");

    string File => Path.Combine(_folder.FullName, "sub", "identity.json");

    [Fact]
    public void An_identity_is_sealed_anew_each_time_and_opens_to_the_same()
    {
        var vault = new IdentityVault(IdentityKeys.Random());

        var first = vault.Seal(Someone);
        var second = vault.Seal(Someone);

        Assert.NotEqual(first, second);
        Assert.Equal(Someone, vault.Open(first));
        Assert.Equal(Someone, vault.Open(second));
    }

    [Fact]
    public void A_changed_or_strange_seal_does_not_open()
    {
        var vault = new IdentityVault(IdentityKeys.Random());
        var bytes = Convert.FromBase64String(vault.Seal(Someone));
        bytes[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => vault.Open(Convert.ToBase64String(bytes)));
        Assert.ThrowsAny<CryptographicException>(
            () => vault.Open(new IdentityVault(IdentityKeys.Random()).Seal(Someone)));
    }

    [Fact]
    public void A_credential_has_one_hash_under_one_key()
    {
        var vault = new IdentityVault(IdentityKeys.Random());
        var other = new IdentityVault(IdentityKeys.Random());
        var card = PresentedCredential.Card("x1");

        Assert.Equal(vault.HashOf(card), vault.HashOf(PresentedCredential.Card(" X1 ")));
        Assert.NotEqual(vault.HashOf(card), other.HashOf(card));
        Assert.NotEqual(vault.HashOf(card), vault.HashOf(PresentedCredential.Token("x1")));
    }

    [Fact]
    public void Keys_are_made_once_for_their_owner_alone_and_read_again()
    {
        var keys = IdentityKeys.Random(Ledger);
        keys.Keep(File);
        var made = new IdentityVault(keys).Seal(Someone);
        var text = System.IO.File.ReadAllText(File);

        var read = IdentityKeys.Load(File);

        Assert.Equal(Someone, new IdentityVault(read).Open(made));
        Assert.Equal((Ledger, keys.Fingerprint), (read.Ledger, read.Fingerprint));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(File).UnixFileMode);
        Assert.Throws<IOException>(() => IdentityKeys.Random(Ledger).Keep(File));
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Of_those_that_make_keys_at_once_one_does()
    {
        for (var start = 0; start < Starts; start++)
        {
            var file = Path.Combine(_folder.FullName, $"{start}", "identity.json");
            var keys = Array.ConvertAll([.. Enumerable.Range(0, AtOnce)], static _ => IdentityKeys.Random());
            var failed = new bool[AtOnce];
            using var together = new Barrier(AtOnce);

            var threads = Array.ConvertAll([.. Enumerable.Range(0, AtOnce)], n => new Thread(() =>
            {
                together.SignalAndWait();
                failed[n] = Record.Exception(() => keys[n].Keep(file)) is IOException;
            }));
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());

            var kept = Assert.Single(keys.Where((_, n) => !failed[n]));
            Assert.Equal(kept.Fingerprint, IdentityKeys.Load(file).Fingerprint);
            Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        }
    }

    [Fact]
    public void A_fingerprint_tells_keys_apart_and_does_not_tell_them()
    {
        var keys = IdentityKeys.Random();
        keys.Keep(File);

        Assert.Equal(32, keys.Fingerprint.Length);
        Assert.NotEqual(keys.Fingerprint, IdentityKeys.Random().Fingerprint);
        Assert.DoesNotContain(keys.Fingerprint, System.IO.File.ReadAllText(File), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("{}", "no key 'seal'")]
    [InlineData("not json", "not JSON")]
    [InlineData("{\"seal\":\"c2hvcnQ=\",\"lookup\":\"c2hvcnQ=\"}", "key 'seal' is not Base64 of 32 bytes")]
    [InlineData("{\"seal\":\"!\",\"lookup\":\"\"}", "key 'seal' is not Base64 of 32 bytes")]
    public void A_key_file_that_can_t_be_used_stops_the_start_and_stays_as_it_is(string text, string reason)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);

        var error = Assert.Throws<InvalidDataException>(() => IdentityKeys.Load(File));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData("61010", "Areas: '61010'")]
    [InlineData("610103", "Areas: '610103'")]
    public void A_switch_for_something_that_is_no_pooling_area_stops_the_start(string area, string reason)
    {
        var options = new GatewayOptions { Areas = { [area] = new() } };

        var error = Assert.Throws<ValidationException>(options.Validate);

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-12-31", 41)]
    [InlineData("2025-12-31", 40)]
    [InlineData("1984-01-01", 0)]
    public void Age_is_counted_in_whole_years(string day, int age) =>
        Assert.Equal(age, Someone.AgeOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    public void Dispose() => _folder.Delete(recursive: true);
}
