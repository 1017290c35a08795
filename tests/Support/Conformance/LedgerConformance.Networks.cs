using Gongji.Families;
using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// Who may form a network, who is a member, and in which order a member's networks pay.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_network_has_one_funder() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.Enrol("F2");
        await ledger.FormNetwork("N1", "F1");

        var answer = await ledger.Network("N1").Form(new FormNetwork(
            ledger.NewOperation(), ledger.PersonOf("F2"), "app"));

        Assert.True(answer.Refusal?.Is(NetworkRefusal.FormedByAnother));
        Assert.Equal(ledger.PersonOf("F1"), (await ledger.ViewOfNetwork("N1")).Funder);
    });

    [ContractFact]
    public Task A_funder_is_no_member_of_the_own_network() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.FormNetwork("N1", "F1");

        var answer = await ledger.Network("N1").AddMember(ledger.AddOf("F1"));

        Assert.True(answer.Refusal?.Is(NetworkRefusal.MemberIsFunder));
        Assert.Empty((await ledger.ViewOf("F1")).Networks);
    });

    [ContractFact]
    public Task Who_is_not_enrolled_becomes_no_member() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.FormNetwork("N1", "F1");

        var answer = await ledger.Network("N1").AddMember(ledger.AddOf("P1"));

        Assert.True(answer.Refusal?.Is(NetworkRefusal.MemberNotEnrolled));
        Assert.Empty((await ledger.ViewOfNetwork("N1")).Members);
    });

    [ContractFact]
    public Task A_member_and_the_network_know_of_each_other_until_the_member_is_removed() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var joined = (await ledger.ViewOf("P1")).Networks;

        await ledger.RemoveMember("N1", "P1");

        Assert.Equal([ledger.NetworkOf("N1")], joined);
        Assert.Empty((await ledger.ViewOf("P1")).Networks);
        Assert.Empty((await ledger.ViewOfNetwork("N1")).Members);
    });

    [ContractFact]
    public Task A_member_who_is_added_20_times_at_once_is_added_once() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        var add = ledger.AddOf("P1");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => ledger.Network("N1").AddMember(add)));

        Assert.Single(answers.Select(static answer => answer.OrThrow().Sequence).Distinct());
        Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        Assert.Single((await ledger.ViewOf("P1")).Networks);
    });

    [ContractFact]
    public Task Networks_pay_in_the_order_that_the_member_chose() => On(async ledger =>
    {
        await WithTwoNetworks(ledger);
        var order = new OrderNetworks(ledger.NewOperation(), [ledger.NetworkOf("N2"), ledger.NetworkOf("N1")]);
        (await ledger.Person("P1").OrderNetworks(order)).OrThrow();

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();

        var aid = receipt.Lines.Where(static line => line.Network is not null);
        Assert.Equal(
            [(ledger.NetworkOf("N2"), 30m), (ledger.NetworkOf("N1"), 10m)],
            aid.Select(static line => (line.Network!.Value, line.Amount.Yuan)));
    });

    [ContractFact]
    public Task An_order_that_leaves_a_network_out_is_refused() => On(async ledger =>
    {
        await WithTwoNetworks(ledger);

        var answer = await ledger.Person("P1").OrderNetworks(
            new OrderNetworks(ledger.NewOperation(), [ledger.NetworkOf("N2")]));

        Assert.True(answer.Refusal?.Is(PersonRefusal.NetworksDiffer));
        Assert.Equal(
            [ledger.NetworkOf("N1"), ledger.NetworkOf("N2")], (await ledger.ViewOf("P1")).Networks);
    });

    [ContractFact]
    public Task A_network_that_was_never_formed_grants_nothing() => On(async ledger =>
    {
        await ledger.Enrol("P1");

        var draw = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
        var mode = await ledger.Network("N1").ConfirmModes(
            new ConfirmModes(ledger.NewOperation(), [AidPurpose.Payment]));

        Assert.True(draw.Refusal?.Is(DrawRefusal.NoSuchNetwork));
        Assert.True(mode.Refusal?.Is(NetworkRefusal.Unknown));
    });

    [ContractFact]
    public Task Words_on_bindings_that_come_late_change_no_list() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1", "P1");
        var (person, network) = (ledger.Person("P1"), ledger.NetworkOf("N1"));

        await ledger.RemoveMember("N1", "P1");
        (await person.JoinNetwork(network, networksMax: null, binding: 1)).OrThrow();
        var removed = (await ledger.ViewOf("P1")).Networks;
        await ledger.AddMember("N1", "P1");
        (await person.LeaveNetwork(network, wasMember: true, binding: 1)).OrThrow();

        Assert.Empty(removed);
        Assert.Equal([network], (await ledger.ViewOf("P1")).Networks);
        Assert.Equal(ledger.PersonOf("P1"), Assert.Single((await ledger.ViewOfNetwork("N1")).Members).Member);
    });

    static async Task WithTwoNetworks(LedgerWords ledger)
    {
        await ledger.Enrol("P1");
        foreach (var n in (string[])["1", "2"])
        {
            await ledger.Enrol("F" + n, yuan: 30);
            await ledger.FormNetwork("N" + n, "F" + n, "P1");
        }
    }
}
