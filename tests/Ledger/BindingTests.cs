using Gongji.Ledger.Families;

namespace Gongji.Tests.Ledger;

/// <summary>A relation seen from the other end.</summary>
public sealed class BindingTests
{
    [Theory]
    [InlineData(Relation.Spouse, Relation.Spouse)]
    [InlineData(Relation.Parent, Relation.Child)]
    [InlineData(Relation.Sibling, Relation.Sibling)]
    [InlineData(Relation.PaternalGrandparent, Relation.SonsChild)]
    [InlineData(Relation.MaternalGrandparent, Relation.DaughtersChild)]
    public void A_relation_seen_back_and_back_again_is_itself(Relation relation, Relation back)
    {
        Assert.Equal((back, relation), (Binding.SeenBack(relation), Binding.SeenBack(back)));
    }
}
