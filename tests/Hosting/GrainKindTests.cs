using Gongji.Client.Cluster;
using Gongji.Hosting.Activation;

namespace Gongji.Tests.Hosting;

/// <summary>A kind of grain that Orleans could not run would be noticed by the first who calls it.</summary>
public sealed class GrainKindTests
{
    public static TheoryData<GrainKind> Kinds => [.. Enum.GetValues<GrainKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_grain_has_a_class_in_a_silo_and_an_interface_that_callers_know(GrainKind kind)
    {
        var grain = Assert.Single(typeof(ILedgerGrain).Assembly.GetTypes(), type => IsOf(kind, type));

        Assert.True(typeof(ILedgerGrain).IsAssignableFrom(grain), $"{grain} lives as no grain of the ledger does");
        var called = Assert.Single(grain.GetInterfaces(), static type =>
            type.Assembly == typeof(IInsuredPersonGrain).Assembly);
        Assert.Contains(typeof(IGrains).GetMethods(), way => way.ReturnType.IsAssignableFrom(called));
    }

    static bool IsOf(GrainKind kind, Type type) =>
        type.GetCustomAttributes(typeof(GrainTypeAttribute), inherit: false)
            .Cast<GrainTypeAttribute>()
            .Any(named => named.GetGrainType(null!, type) == GrainType.Create(kind.Name()));
}
