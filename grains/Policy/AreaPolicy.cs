namespace Gongji.Policy;

/// <summary>The rules of one pooling area as they stand on one day: national, provincial and city packs laid over
/// one another.</summary>
public sealed class AreaPolicy
{
    /// <summary>The pooling area and a digest of the rules, such as <c>610100@9f3c21aa</c>.</summary>
    public required string Version { get; init; }
}
