namespace Gongji.Words;

/// <summary>Why a credential or an own account is blocked.</summary>
public enum BlockReason
{
    /// <summary>Reported lost 挂失.</summary>
    Lost,

    /// <summary>Reported stolen 被盗.</summary>
    Stolen,

    /// <summary>Somebody else is suspected of using it 涉嫌冒用.</summary>
    SuspectedMisuse,

    /// <summary>Its owner asks for it 本人申请.</summary>
    OwnersRequest,

    /// <summary>Its owner has died 死亡.</summary>
    Death,

    /// <summary>A court or an authority orders it 司法或行政停用.</summary>
    Ordered,
}

/// <summary>A block that is in force.</summary>
/// <param name="Reason">The one that was given last.</param>
/// <param name="Since">When it began.</param>
[GenerateSerializer, Immutable, Alias("gongji.block")]
public sealed record Block(BlockReason Reason, DateTimeOffset Since);
