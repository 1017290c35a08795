using System.Text.RegularExpressions;

namespace Gongji.Program.Logs;

/// <summary>Takes out of a text whatever tells whose it is: the key of a grain, of which the kind stays, and the
/// numbers of persons and of identity documents.</summary>
public static partial class MaskedText
{
    public static string Of(string text) => LongNumber().Replace(Key.Replace(text, "$1/***"), "***");

    /// <remarks>An id is printable ASCII without quotation marks and backslashes, so it ends where that ends, or before
    /// the arrow that Orleans puts between two grains. Orleans writes the kind twice; paths of the administration
    /// have plurals. Institutions are no persons.</remarks>
    static readonly Regex Key = new(
        "(?<![A-Za-z])("
            + string.Join('|', Enum.GetValues<GrainKind>()
                .Where(static kind => kind.IsPersonal())
                .Select(static kind => kind.Name() + "s?"))
            + """)/(?:(?!\]->)[!-~-["\\]])+""",
        RegexOptions.Compiled | RegexOptions.CultureInvariant);

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9]{15,}[0-9Xx]?")]
    private static partial Regex LongNumber();
}
