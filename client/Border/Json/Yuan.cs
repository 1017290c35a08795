namespace Gongji.Border.Json;

/// <summary>Amounts as answers write them: decimals with two places, never binary fractions.</summary>
static class Yuan
{
    public static decimal Of(Money amount) => amount.Yuan + 0.00m;

    /// <summary>The amount with a minus sign, as cancellations tell it.</summary>
    public static decimal Minus(Money amount) => 0.00m - amount.Yuan;
}
