using Gongji.Credentials;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// A one-time token is used by one institution, and for each step by one message.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_token_is_used_once_for_each_step_and_by_one_institution_alone() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");

        var registered = await token.Use(ledger.ShowingOf("H1", "2201", "1"));
        var settled = await token.Use(ledger.ShowingOf("H1", "2207", "2"));
        var pressedAgain = await token.Use(ledger.ShowingOf("H1", "2207", "3"));
        var elsewhere = await token.Use(ledger.ShowingOf("H2", "2102", "1"));

        Assert.Equal(ledger.PersonOf("P1"), registered.OrThrow().Person);
        Assert.True(settled.OrThrow().OneTime);
        Assert.Equal(CredentialRefusal.Used, pressedAgain.Refusal?.As<CredentialRefusal>());
        Assert.Equal(ledger.ShowingOf("H1", "2207", "2").Operation.Id.Value, pressedAgain.Refusal!.Value);
        Assert.Equal(CredentialRefusal.Used, elsewhere.Refusal?.As<CredentialRefusal>());
        Assert.Equal("", elsewhere.Refusal!.Value);
    });

    [ContractFact]
    public Task A_token_for_some_steps_is_good_for_no_other_one() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1", "1101", "2201");

        var settled = await token.Use(ledger.ShowingOf("H1", "2207"));
        var looked = await token.Look(ledger.ShowingOf("H1", "2206"));
        var asked = await token.Look(ledger.ShowingOf("H2", "1101"));
        await ledger.ForgetAll();
        var registered = await token.Use(ledger.ShowingOf("H1", "2201"));

        Assert.Equal(CredentialRefusal.OtherStep, settled.Refusal?.As<CredentialRefusal>());
        Assert.Equal("1101, 2201", settled.Refusal!.Value);
        Assert.Equal(CredentialRefusal.OtherStep, looked.Refusal?.As<CredentialRefusal>());
        Assert.False(asked.IsRefused || registered.IsRefused);
    });

    [ContractFact]
    public Task A_message_uses_a_token_once_however_often_it_comes() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");
        var showing = ledger.ShowingOf("H1", "2207");
        var first = (await token.Use(showing)).OrThrow();
        await ledger.ForgetAll();

        var again = (await token.Use(showing)).OrThrow();
        var changed = await token.Use(showing with
        {
            Operation = showing.Operation with { Digest = Operation.DigestOf("another total") },
        });

        Assert.Equal(first, again);
        Assert.True(changed.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
    });

    [ContractFact]
    public Task Two_institutions_that_show_one_token_at_once_do_not_both_use_it() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");

        var answers = await Task.WhenAll(
            token.Use(ledger.ShowingOf("H1", "2207")), token.Use(ledger.ShowingOf("H2", "2207")));

        Assert.Single(answers, static answer => answer.IsRefused);
    });

    [ContractFact]
    public Task Who_looks_at_a_token_uses_nothing_up() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");

        var elsewhere = await token.Look(ledger.ShowingOf("H2", "1101"));
        var looked = await token.Look(ledger.ShowingOf("H1", "2207", "1"));
        var used = await token.Use(ledger.ShowingOf("H1", "2207", "2"));
        var after = await token.Look(ledger.ShowingOf("H2", "1101"));

        Assert.False(elsewhere.IsRefused || looked.IsRefused || used.IsRefused);
        Assert.True(after.Refusal?.Is(CredentialRefusal.Used));
    });

    [ContractFact]
    public Task A_token_that_gets_another_end_stays_used_for_what_it_was_used_for() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");
        (await token.Use(ledger.ShowingOf("H1", "2207", "1"))).OrThrow();
        var longer = new IssueToken(
            ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Time.GetUtcNow().AddHours(1));

        (await token.Issue(longer)).OrThrow();
        var again = await token.Use(ledger.ShowingOf("H1", "2207", "2"));
        var elsewhere = await token.Use(ledger.ShowingOf("H2", "2207", "1"));

        Assert.True(again.Refusal?.Is(CredentialRefusal.Used));
        Assert.True(elsewhere.Refusal?.Is(CredentialRefusal.Used));
    });

    [ContractFact]
    public Task A_blocked_token_is_good_for_nothing_also_for_the_message_that_used_it() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");
        var showing = ledger.ShowingOf("H1", "2207");
        (await token.Use(showing)).OrThrow();
        (await token.Block(new BlockCredential(
            ledger.NewOperation(), ledger.PersonOf("P1"), BlockReason.Stolen))).OrThrow();

        var again = await token.Use(showing);

        Assert.True(again.Refusal?.Is(CredentialRefusal.Blocked));
    });

    [ContractFact]
    public Task A_card_is_used_as_often_as_it_is_shown() => On(async ledger =>
    {
        var card = ledger.Grains.Credential(CredentialHash.Of($"plain-{ledger.PersonOf("P1")}"));
        (await card.Bind(new BindCredential(ledger.NewOperation(), ledger.PersonOf("P1")))).OrThrow();

        var one = (await card.Use(ledger.ShowingOf("H1", "2207", "1"))).OrThrow();
        var other = (await card.Use(ledger.ShowingOf("H2", "2207", "1"))).OrThrow();

        Assert.Equal(one, other);
        Assert.False(one.OneTime);
    });
}
