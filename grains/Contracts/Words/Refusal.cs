namespace Gongji.Words;

/// <summary>A normal answer that says no: nothing was recorded. It names the rule that was broken and the
/// value.</summary>
/// <param name="Code">Stable code, such as <c>settle.person_suspended</c>: the command and the broken rule.</param>
/// <param name="Field">The field that was wrong, by the name that the caller used for it.</param>
/// <param name="Value">The value that was wrong. Never an identity number or a name of a person.</param>
/// <param name="Version">The version of the area's rules that refuse; null when it is no area that does.</param>
/// <param name="Bound">What was reckoned when too little was left for anything; null when nothing was.</param>
[GenerateSerializer, Immutable, Alias("gongji.refusal")]
public sealed record Refusal(
    string Code, string Field, string Value, string? Version = null, Bound? Bound = null)
{
    /// <summary>A refusal for a reason out of an enum that is marked with <see cref="RefusalsOfAttribute"/>.</summary>
    public static Refusal Of<TReason>(TReason reason, string field, string value) where TReason : struct, Enum =>
        new(Reasons<TReason>.CodeOf(reason), field, value);

    /// <summary>The sentence in Chinese and in English.</summary>
    public RefusalText Text => RefusalTexts.For(Code);

    /// <summary>Whether this refusal is for the given reason.</summary>
    public bool Is<TReason>(TReason reason) where TReason : struct, Enum => Code == Reasons<TReason>.CodeOf(reason);

    /// <summary>Which of the reasons of an enum this refusal is for; null when for none of them.</summary>
    public TReason? As<TReason>() where TReason : struct, Enum => Reasons<TReason>.Find(Code);

    /// <summary>Code, field, value and the English sentence in one line.</summary>
    public override string ToString() => $"{Code} ({Field}={Value}): {Text.English}";
}
