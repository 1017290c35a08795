namespace Gongji.Tests.Contracts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(3, 0.5, 2)]
    [InlineData(5, 0.5, 3)]
    [InlineData(1, 0.49, 0)]
    [InlineData(999, 0.7, 699)]
    [InlineData(7, 1, 7)]
    public void A_share_is_rounded_half_up_to_the_fen(long fen, decimal rate, long share) =>
        Assert.Equal(share, Money.FromFen(fen).Share(rate).Fen);

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000_000_000_000_000)]
    public void No_amount_is_negative_or_more_than_the_interface_can_carry(long fen) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.FromFen(fen));

    [Fact]
    public void A_difference_below_zero_is_an_error_unless_it_was_asked_for()
    {
        var (one, two) = (Money.FromFen(1), Money.FromFen(2));

        Assert.Throws<ArgumentOutOfRangeException>(() => one - two);
        Assert.Equal(Money.Zero, one.LessOrZero(two));
    }

    [Fact]
    public void Yuan_finer_than_a_fen_are_no_amount()
    {
        Assert.Null(Money.TryFromYuan(0.001m));
        Assert.Null(Money.TryFromYuan(-0.01m));
        Assert.Equal(1, Money.TryFromYuan(0.010m)!.Value.Fen);
    }
}
