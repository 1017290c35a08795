using System.Collections.Frozen;

namespace Gongji.Border.Refusing;

/// <summary>Refusals of the gateway and the ledger alike, as people read them.</summary>
static class Refusals
{
    const int ShownMax = 40;

    static readonly FrozenDictionary<string, RefusalText> Own = RefusalTexts.Of(typeof(Refusals).Assembly);

    public static RefusalText TextOf(Refusal refusal) =>
        Own.GetValueOrDefault(refusal.Code) ?? Trouble.TextOf(refusal.Code) ?? refusal.Text;

    /// <summary>One line: code, both sentences, field and value.</summary>
    public static string Line(Refusal refusal)
    {
        var text = TextOf(refusal);
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
