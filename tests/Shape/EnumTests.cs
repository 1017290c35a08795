using Gongji.Tests.Shape.Model;

namespace Gongji.Tests.Shape;

/// <summary>Whoever adds a member to an enum is told by the compiler where it has to be said.</summary>
public sealed class EnumTests
{
    [Fact]
    public void No_choice_by_an_enum_of_ours_swallows_a_member_that_is_yet_to_come()
    {
        var swallowing = Enums.CatchAlls();

        Assert.Empty(swallowing);
    }

    [Fact]
    public void Every_switch_statement_over_an_enum_of_ours_names_all_its_members()
    {
        var gaps = Enums.Gaps();

        Assert.Empty(gaps);
    }

    [Fact]
    public void No_choice_of_one_member_leaves_the_others_together()
    {
        var twoWays = Enums.TwoWays();

        Assert.Empty(twoWays);
    }
}
