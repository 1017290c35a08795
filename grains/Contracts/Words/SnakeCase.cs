using System.Collections.Frozen;
using System.Text;

namespace Gongji.Words;

/// <summary>Names of members as refusals, packs and answers write them: lower case, words joined by
/// underscores.</summary>
public static class SnakeCase
{
    /// <summary>A name of code, such as <c>TooManyWaiting</c>, as <c>too_many_waiting</c>.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (text.Length > 0 && char.IsAsciiLetterUpper(c))
            {
                text.Append('_');
            }
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    /// <summary>The same of a member of an enum.</summary>
    public static string Of<T>(T member) where T : struct, Enum => Names<T>.ByMember[member];

    // Every settlement asks for some; they are made once.
    static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByMember =
            Enum.GetValues<T>().ToFrozenDictionary(static member => member, static member => Of(member.ToString()));
    }
}
