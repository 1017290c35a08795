using Gongji.Tests.Shape.Model;

namespace Gongji.Tests.Shape;

/// <summary>tests/mutations names lines of the ledger; a line that was changed or moved is noticed here, and not when
/// somebody breaks the rules again.</summary>
public sealed class MutationTests
{
    static readonly Mutation[] All = [.. Tree.Files(".mutations").SelectMany(Mutation.Read)];

    [Fact]
    public void Every_mutation_fits_exactly_one_place()
    {
        var broken = All.Select(static mutation => mutation.Broken()).OfType<string>();

        Assert.NotEmpty(All);
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_mutation_has_a_name_of_its_own()
    {
        var twice = All.CountBy(static mutation => mutation.Name).Where(static name => name.Value > 1);

        Assert.Empty(twice);
    }
}
