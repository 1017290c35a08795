using System.Collections.Frozen;

namespace Gongji.Words;

/// <summary>Names of members as administration and journal write them, such as <c>suspectedMisuse</c>.</summary>
public static class CamelCase
{
    /// <summary>The name of a member of an enum.</summary>
    public static string Of<T>(T member) where T : struct, Enum =>
        Names<T>.ByMember.TryGetValue(member, out var name) ? name : Of(member.ToString());

    static string Of(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // Every settlement writes some; they are made once.
    static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByMember =
            Enum.GetValues<T>().ToFrozenDictionary(static member => member, static member => Of(member.ToString()));
    }
}
