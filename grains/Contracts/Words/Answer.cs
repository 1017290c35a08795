using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gongji.Words;

/// <summary>Either what was asked for, or a refusal.</summary>
[GenerateSerializer, Immutable, Alias("gongji.answer`1")]
public readonly record struct Answer<T>(T? Value, Refusal? Refusal = null) where T : class
{
    /// <summary>Whether it says no: then <see cref="Refusal"/> is there and <see cref="Value"/> is not.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool IsRefused => Refusal is not null;

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T OrThrow() => IsRefused ? throw new InvalidOperationException(Refusal.ToString()) : Value;

    /// <summary>What was asked for.</summary>
    public static implicit operator Answer<T>(T value) => new(value);

    /// <summary>A refusal.</summary>
    public static implicit operator Answer<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>The answer of a command that only changes what is registered: where its event stands in the
/// journal.</summary>
/// <param name="Already">Whether the operation was recorded before it came this time: nothing was changed now. Also
/// true of one whose first answer was lost and that was asked again.</param>
[GenerateSerializer, Immutable, Alias("gongji.confirmation")]
public sealed record Confirmation(
    OperationId Operation, long Sequence, DateTimeOffset At, [property: JsonIgnore] bool Already = false);

/// <summary>The answer of a command that has nothing to tell but that it is done.</summary>
[GenerateSerializer, Immutable, Alias("gongji.done")]
public sealed record Done
{
    /// <summary>The only one that is needed.</summary>
    public static readonly Done It = new();
}
