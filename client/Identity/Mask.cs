namespace Gongji.Identity;

/// <summary>Hides what may not be shown whole.</summary>
static class Mask
{
    const int Shown = 4;

    /// <summary>All but the last four characters; everything when there are few.</summary>
    public static string Tail(string text) =>
        text.Length <= Shown * 2 ? new string('*', text.Length) : new string('*', text.Length - Shown) + text[^Shown..];

    /// <summary>A name: its first character only.</summary>
    public static string Name(string name) => name.Length <= 1 ? "*" : name[0] + new string('*', name.Length - 1);
}
