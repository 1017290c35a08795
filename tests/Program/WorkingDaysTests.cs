namespace Gongji.Tests.Program;

public sealed class WorkingDaysTests
{
    [Fact]
    public async Task The_last_day_of_a_term_is_told()
    {
        var (exitCode, output, _) = await GongjiProcess.Run("working-days", "2026-03-10", "20");

        Assert.Equal((0, "2026-04-08"), (exitCode, output.Trim()));
    }

    [Theory]
    [InlineData("2026-12-30", "9", "No calendar is known of 2027-01-01")]
    [InlineData("10.03.2026", "9", "'10.03.2026' is not a day such as 2026-03-10.")]
    [InlineData("2026-03-10", "0", "COUNT is a whole number from 1 to 1000.")]
    public async Task What_can_t_be_told_is_said_and_ends_with_1(string from, string count, string expected)
    {
        var (exitCode, _, errors) = await GongjiProcess.Run("working-days", from, count);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }
}
