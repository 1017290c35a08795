namespace Gongji.Policy.Packs;

/// <summary>Something in a pack that is no fault, but may be an oversight.</summary>
/// <param name="Path">JSON path, such as <c>$.benefits[0]</c>.</param>
public sealed record PackNote(string File, string Path, string Text)
{
    public override string ToString() => $"{File}: {Path}: {Text}";
}
