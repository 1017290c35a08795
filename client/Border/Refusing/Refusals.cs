using System.Collections.Frozen;

namespace Gongji.Border.Refusing;

/// <summary>Refusals of the gateway and the ledger alike, as people read them.</summary>
static class Refusals
{
    const int ShownMax = 200;

    const int SentMax = 40;

    /// <summary>The codes of those that pass by themselves.</summary>
    public static readonly FrozenSet<string> Passing = RefusalTexts.Passing(typeof(Refusal).Assembly)
        .Concat(RefusalTexts.Passing(typeof(Refusals).Assembly))
        .ToFrozenSet();

    /// <summary>One line: code, both sentences, field and value.</summary>
    public static string Line(Refusal refusal)
    {
        var text = refusal.Text;
        var value = Shown(refusal.Value);
        var where = value.Length == 0 ? refusal.Field : $"{refusal.Field}={value}";
        return $"[{refusal.Code}] {text.Chinese} {text.English}" + (where.Length == 0 ? "" : $" ({where})");
    }

    /// <summary>A value short and clean enough to be shown: callers send megabytes and control characters
    /// too.</summary>
    public static string Shown(string value) => Shown(value, ShownMax);

    /// <summary>What was sent, short and clean, and what would have been taken.</summary>
    public static string WithAllowed(string sent, IEnumerable<string> allowed) =>
        $"{Shown(sent, SentMax)} ({string.Join(", ", allowed)})".TrimStart();

    static string Shown(string value, int longest)
    {
        var cut = value.Length > longest ? value[..longest] + "…" : value;
        return string.Concat(cut.Where(static c => !char.IsControl(c) && !char.IsSurrogate(c)));
    }
}
