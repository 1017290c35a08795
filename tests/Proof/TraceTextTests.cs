using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

public sealed class TraceTextTests
{
    [Theory]
    [InlineData("benefits.outpatient/M03900.ratio", "Disease [M03900]: Of the 300.00 yuan that the pool shares in")]
    [InlineData("benefits.special_exam/M03900.ratio", "Disease [M03900]: Of the 300.00 yuan that the pool shares in")]
    [InlineData("benefits.special_exam.ratio", "Special examinations: Of the 300.00 yuan that the pool shares in")]
    [InlineData("benefits.outpatient.ratio", "Of the 300.00 yuan that the pool shares in")]
    public void A_step_for_a_part_of_a_bill_names_the_part(string rule, string expected)
    {
        var step = new TraceStep(rule, "610100@00000000", "base=300.00 tier=level3 ratio=0.7", "210.00");

        var told = TraceText.Of(step, new DateOnly(2026, 3, 2), Language.English);

        Assert.StartsWith(expected, told, StringComparison.Ordinal);
        Assert.EndsWith("its part is 70% at level 3: 210.00 yuan.", told, StringComparison.Ordinal);
    }
}
