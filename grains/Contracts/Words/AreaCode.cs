namespace Gongji.Words;

/// <summary>How far a rule reaches from an area.</summary>
public enum Reach
{
    /// <summary>The same pooling area (统筹区): the first four digits are equal.</summary>
    PoolingArea,

    /// <summary>The same province: the first two digits are equal.</summary>
    Province,

    /// <summary>The whole country.</summary>
    Nation,
}

/// <summary>A six-digit area (医保区划 admdvs). 610199 and 610103 both belong to the pooling area 610100: codes
/// that differ do not mean another area.</summary>
public readonly record struct AreaCode(string Value) : IId<AreaCode>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static AreaCode Of(string value) =>
        value is { Length: 6 } && value.All(char.IsAsciiDigit)
            ? new AreaCode(value)
            : throw new FormatException("area is not a code of six digits");

    /// <summary>The pooling area that the code belongs to, ending in 00.</summary>
    public AreaCode PoolingArea => new(Value[..4] + "00");

    /// <summary>The province that the code belongs to, ending in 0000.</summary>
    public AreaCode Province => new(Value[..2] + "0000");

    /// <summary>Whether the other area lies as near as that.</summary>
    public bool Reaches(AreaCode other, Reach reach) => reach switch
    {
        Reach.PoolingArea => Value.AsSpan(0, 4).SequenceEqual(other.Value.AsSpan(0, 4)),
        Reach.Province => Value.AsSpan(0, 2).SequenceEqual(other.Value.AsSpan(0, 2)),
        Reach.Nation => true,
    };

    /// <inheritdoc/>
    public override string ToString() => Value;
}
