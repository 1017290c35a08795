using System.Collections.Frozen;

namespace Gongji.Border.Refusing;

/// <summary>Refusals of the gateway and the ledger alike, as people read them.</summary>
static class Refusals
{
    const int ShownMax = 40;

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
    public static string Shown(string value)
    {
        var cut = value.Length > ShownMax ? value[..ShownMax] + "…" : value;
        return string.Concat(cut.Where(static c => !char.IsControl(c) && !char.IsSurrogate(c)));
    }
}
