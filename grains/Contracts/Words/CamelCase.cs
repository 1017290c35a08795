namespace Gongji.Words;

/// <summary>Names of members as the administration reads and writes them, such as <c>suspectedMisuse</c>.</summary>
public static class CamelCase
{
    /// <summary>The name of a member of an enum.</summary>
    public static string Of<T>(T member) where T : struct, Enum
    {
        var name = member.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
