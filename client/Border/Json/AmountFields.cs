using System.Collections.Frozen;
using System.Globalization;

namespace Gongji.Border.Json;

/// <summary>The fields of messages that are amounts, quantities or prices: of them the value counts, of all others the
/// text. A reader takes no number under another name, so that none is missing here.</summary>
static class AmountFields
{
    /// <summary>More decimals than any of them has are refused.</summary>
    const int DecimalsMax = 6;

    static readonly FrozenSet<string> Names = FrozenSet.Create(
        "medfee_sumamt",
        "fulamt_ownpay_amt",
        "overlmt_selfpay",
        "preselfpay_amt",
        "inscp_scp_amt",
        "det_item_fee_sumamt",
        "cnt",
        "pric");

    /// <exception cref="ArgumentException">The name is missing here.</exception>
    public static void Ensure(string name)
    {
        if (!Names.Contains(name))
        {
            throw new ArgumentException($"{name} is read as a number and is none of {nameof(AmountFields)}");
        }
    }

    /// <summary>The value as one text where the field is an amount that can be read; else the text as it is.</summary>
    public static string InOneForm(string name, string text) =>
        Names.Contains(name) && NumberText.Read(text, DecimalsMax).Number is { } number
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
}
