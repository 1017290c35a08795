using System.Globalization;
using Gongji.Border.Refusing;

namespace Gongji.Border.Json;

/// <summary>Reads decimals exactly: a number that a decimal can't hold exactly is refused, not rounded.</summary>
static class NumberText
{
    const int DigitsMax = 28;
    const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static (decimal? Number, MessageRefusal? Wrong) Read(string text, int decimals)
    {
        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out var rough) || double.IsNaN(rough))
        {
            return (null, MessageRefusal.NotANumber);
        }
        if (rough < 0)
        {
            return (null, MessageRefusal.AmountNegative);
        }
        if (rough > (double)Money.Largest.Yuan)
        {
            return (null, MessageRefusal.AmountTooLarge);
        }
        if (text.Length > DigitsMax || !decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number))
        {
            return (null, MessageRefusal.TooManyDecimals);
        }
        if (decimal.Round(number, decimals) != number)
        {
            return (null, MessageRefusal.TooManyDecimals);
        }
        return number > Money.Largest.Yuan ? (null, MessageRefusal.AmountTooLarge) : (number, null);
    }
}
