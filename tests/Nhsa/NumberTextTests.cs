using System.Globalization;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Tests.Nhsa;

/// <summary>Amounts and quantities are read exactly or not at all.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("400", "400")]
    [InlineData("400.00", "400")]
    [InlineData("+4e2", "400")]
    [InlineData("0.04E+4", "400")]
    [InlineData("40000e-2", "400")]
    [InlineData("00400.0000000000000000000000000000000000000000", "400")]
    [InlineData("1200000000000000000000000000000000000000e-38", "12")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("99999999999999.99", "99999999999999.99")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("0e-400", "0")]
    [InlineData("0e99999999999999999999", "0")]
    [InlineData("0.0000000000000000000000000000000000000000", "0")]
    public void An_amount_is_its_value_however_it_is_written(string text, string value)
    {
        var (number, wrong) = NumberText.Read(text, decimals: 2);

        Assert.Null(wrong);
        Assert.Equal(value, number?.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("1e-3")]
    [InlineData("1e-29")]
    [InlineData("1E-400")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("0.00000000000000000000000000000000000000001")]
    [InlineData("60.000000000000000000000000000000000000001")]
    [InlineData("0.004999999999999999999999999999999999999")]
    public void What_is_finer_than_a_fen_is_refused_and_never_taken_as_less_or_as_nothing(string text) =>
        Assert.Equal((null, MessageRefusal.TooManyDecimals), NumberText.Read(text, decimals: 2));

    [Theory]
    [InlineData("-1")]
    [InlineData("-0.01")]
    [InlineData("-1e-400")]
    [InlineData("-1e400")]
    public void What_is_below_zero_is_refused_as_that_however_little_it_is(string text) =>
        Assert.Equal((null, MessageRefusal.AmountNegative), NumberText.Read(text, decimals: 2));

    [Theory]
    [InlineData("100000000000000")]
    [InlineData("1e14")]
    [InlineData("1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("0.1e16")]
    public void What_is_more_than_an_amount_can_be_is_refused(string text) =>
        Assert.Equal((null, MessageRefusal.AmountTooLarge), NumberText.Read(text, decimals: 2));

    [Fact]
    public void A_quantity_has_decimals_of_its_own_and_the_same_largest_value()
    {
        Assert.Equal((0.000001m, null), NumberText.Read("1e-6", decimals: 6));
        Assert.Equal((null, MessageRefusal.TooManyDecimals), NumberText.Read("1e-7", decimals: 6));
        Assert.Equal((null, MessageRefusal.AmountTooLarge), NumberText.Read("99999999999999.990001", decimals: 6));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1 000")]
    [InlineData("1,5")]
    [InlineData("12\n")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("１２")]
    [InlineData("一")]
    public void What_is_no_decimal_is_refused(string text) =>
        Assert.Equal((null, MessageRefusal.NotANumber), NumberText.Read(text, decimals: 2));
}
