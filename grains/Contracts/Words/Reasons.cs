using System.Collections.Frozen;

namespace Gongji.Words;

/// <summary>The codes of an enum of refusals.</summary>
static class Reasons<TReason> where TReason : struct, Enum
{
    static readonly FrozenDictionary<TReason, string> Codes = Enum.GetValues<TReason>().ToFrozenDictionary(
        static reason => reason, static reason => RefusalTexts.CodeOf(typeof(TReason), reason.ToString()));

    static readonly FrozenDictionary<string, TReason> ByCode =
        Codes.ToFrozenDictionary(static code => code.Value, static code => code.Key);

    // Whoever refuses for a reason says its sentences, wherever the reason is declared.
    static Reasons() => RefusalTexts.Know(typeof(TReason).Assembly);

    public static string CodeOf(TReason reason) => Codes[reason];

    public static TReason? Find(string code) => ByCode.TryGetValue(code, out var reason) ? reason : null;
}
