using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;

namespace Gongji.Tests.Hosting;

/// <summary>Two versions of the ledger in one cluster, while it is being updated.</summary>
public sealed class WireVersionsTests : IDisposable
{
    static readonly Operation Operation = new(OperationId.Of("H61/1"), "digest");
    static readonly Insurance Insurance =
        new(new DateOnly(2026, 1, 1), AreaCode.Of("610100"), PersonKind.Active, InsuranceStatus.Normal);

    readonly ServiceProvider _older = WireTests.Services();
    readonly ServiceProvider _newer = WireTests.Services(static services =>
        services.PostConfigure<TypeManifestOptions>(static known =>
        {
            known.WellKnownTypeAliases["gongji.enrol"] = typeof(NewerEnrol);
            known.WellKnownTypeAliases.Remove("newer.enrol");
        }));

    public void Dispose()
    {
        _older.Dispose();
        _newer.Dispose();
    }

    [Fact]
    public void A_field_that_the_older_version_does_not_know_is_ignored_by_it()
    {
        var moved = new MovedFrom(AreaCode.Of("610200"), Money.FromFen(5));

        var read = Read(_older, Sent(_newer, new NewerEnrol(Operation, Insurance, "sealed", moved)));

        Assert.Equal(new Enrol(Operation, Insurance, "sealed"), read);
    }

    [Fact]
    public void A_field_that_the_older_version_does_not_send_is_null_in_the_newer()
    {
        var read = Read(_newer, Sent(_older, new Enrol(Operation, Insurance, "sealed")));

        Assert.Equal(new NewerEnrol(Operation, Insurance, "sealed"), read);
    }

    static byte[] Sent(ServiceProvider from, object command) =>
        from.GetRequiredService<Serializer>().SerializeToArray(command);

    static object Read(ServiceProvider to, byte[] bytes) =>
        to.GetRequiredService<Serializer>().Deserialize<object>(bytes)!;
}

/// <summary><see cref="Enrol"/> as a later version may have it: under the same name, with one more field at the
/// end.</summary>
[GenerateSerializer, Immutable, Alias("newer.enrol")]
public sealed record NewerEnrol(
    Operation Operation, Insurance Insurance, string SealedIdentity, MovedFrom? MovedFrom = null);

[GenerateSerializer, Immutable, Alias("newer.moved_from")]
public sealed record MovedFrom(AreaCode Area, Money Balance);
