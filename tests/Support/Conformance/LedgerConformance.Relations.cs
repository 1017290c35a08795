using Gongji.Families;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// Two persons who bind one another say the same of what they are to each other.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_relation_that_the_member_s_network_contradicts_is_refused() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await ledger.FormNetwork("N2", "P1");
        await ledger.AddMember("N1", "P1", relation: Relation.Child);

        var answer = await ledger.Network("N2").AddMember(ledger.AddOf("F1") with { Relation = Relation.Spouse });
        var right = await ledger.Network("N2").AddMember(ledger.AddOf("F1") with { Relation = Relation.Parent });

        Assert.True(answer.Refusal?.Is(NetworkRefusal.RelationContradicts));
        Assert.Equal($"spouse ({ledger.NetworkOf("N1")}: child)", answer.Refusal?.Value);
        Assert.False(right.IsRefused);
    });

    [ContractFact]
    public Task Of_two_ends_that_bind_contrary_relations_at_once_one_is_refused() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await ledger.FormNetwork("N2", "P1");

        var answers = await Task.WhenAll(
            ledger.Network("N1").AddMember(ledger.AddOf("P1") with { Relation = Relation.Child }),
            ledger.Network("N2").AddMember(ledger.AddOf("F1") with { Relation = Relation.Spouse }));

        var refused = answers.Where(static answer => answer.IsRefused).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, static answer => Assert.True(answer.Refusal?.Is(NetworkRefusal.RelationContradicts)));
        foreach (var (n, (network, member)) in new[] { ("N1", "P1"), ("N2", "F1") }.Index())
        {
            Assert.Equal(answers[n].IsRefused ? 0 : 1, (await ledger.ViewOfNetwork(network)).Members.Length);
            Assert.Equal(answers[n].IsRefused ? 0 : 1, (await ledger.ViewOf(member)).Networks.Length);
        }
    });
}
