using Gongji.Client.Calls;
using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Rules;
using Gongji.Visits;
using Orleans.Metadata;

namespace Gongji.Client.Cluster;

/// <summary>Finds grains wherever Orleans has them.</summary>
public sealed class OrleansGrains(IGrainFactory factory, GrainInterfaceTypeResolver interfaces) : IGrains, ICalls
{
    // Looked up once: Orleans would read attributes at every call.
    readonly (GrainType Type, GrainInterfaceType Interface)[] _kinds =
        [.. Enum.GetValues<GrainKind>().Select(kind =>
            (GrainType.Create(kind.Name()), interfaces.GetGrainInterfaceType(InterfaceOf(kind))))];

    /// <inheritdoc/>
    public IInsuredPerson Person(PersonNo person) => Of<IInsuredPerson>(GrainKey.Person(person));

    /// <inheritdoc/>
    public IFamilyNetwork Network(NetworkId network) => Of<IFamilyNetwork>(GrainKey.Network(network));

    /// <inheritdoc/>
    public IVisit Visit(VisitId visit) => Of<IVisit>(GrainKey.Visit(visit));

    /// <inheritdoc/>
    public IInstitution Institution(InstitutionCode institution) =>
        Of<IInstitution>(GrainKey.Institution(institution));

    /// <inheritdoc/>
    public ICredential Credential(CredentialHash credential) => Of<ICredential>(GrainKey.Credential(credential));

    /// <inheritdoc/>
    public IAreaRules Policy(AreaCode area) => Of<IAreaRules>(GrainKey.Policy(area));

    /// <inheritdoc/>
    public Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class =>
        call(Of<TGrain>(key));

    TGrain Of<TGrain>(GrainKey key)
    {
        var kind = key.Kind ?? throw new ArgumentException($"there is no kind of grain for {key}", nameof(key));
        var (type, @interface) = _kinds[(int)kind];
        return (TGrain)factory.GetGrain(GrainId.Create(type, IdSpan.Create(key.Value)), @interface);
    }

    static Type InterfaceOf(GrainKind kind) => kind switch
    {
        GrainKind.Person => typeof(IInsuredPersonGrain),
        GrainKind.Network => typeof(IFamilyNetworkGrain),
        GrainKind.Visit => typeof(IVisitGrain),
        GrainKind.Institution => typeof(IInstitutionGrain),
        GrainKind.Credential => typeof(ICredentialGrain),
        GrainKind.Policy => typeof(IAreaRulesGrain),
    };
}
