using System.Globalization;
using System.Text.RegularExpressions;
using Gongji.Border.Refusing;

namespace Gongji.Border.Json;

/// <summary>Reads decimals by their digits: one that is finer than asked for is refused however small it is, never
/// rounded. Zero is zero with any sign and any exponent.</summary>
static partial class NumberText
{
    /// <summary>Digits before the point of <see cref="Money.Largest"/>.</summary>
    const int WholeDigitsMax = 14;

    /// <summary>Farther than the digits of any body reach.</summary>
    const long Far = 1_000_000_000;

    public static (decimal? Number, MessageRefusal? Wrong) Read(string text, int decimals)
    {
        var parts = Decimal().Match(text);
        if (!parts.Success)
        {
            return (null, MessageRefusal.NotANumber);
        }
        var fraction = parts.Groups["fraction"].Value;
        var padded = parts.Groups["whole"].Value + fraction;
        var digits = padded.Trim('0');
        if (digits.Length == 0)
        {
            return (0m, null);
        }
        var exponent = ExponentOf(parts.Groups["exponent"].Value)
            - fraction.Length + padded.Length - padded.TrimEnd('0').Length;
        return parts.Groups["sign"].Value == "-" ? (null, MessageRefusal.AmountNegative)
            : digits.Length + exponent > WholeDigitsMax ? (null, MessageRefusal.AmountTooLarge)
            : exponent < -decimals ? (null, MessageRefusal.TooManyDecimals)
            : UpToLargest(decimal.Parse($"{digits}e{exponent}", NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    static (decimal? Number, MessageRefusal? Wrong) UpToLargest(decimal number) =>
        number > Money.Largest.Yuan ? (null, MessageRefusal.AmountTooLarge) : (number, null);

    static long ExponentOf(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -Far, Far)
            : text[0] == '-' ? -Far : Far;
    }

    [GeneratedRegex(
        @"\A(?<sign>[+-]?)(?=\.?[0-9])(?<whole>[0-9]*)(\.(?<fraction>[0-9]*))?([eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();
}
