using Gongji.Credentials;
using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// Who shows another person's code by a credential view pays nothing by it.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_person_shows_the_codes_of_five_others_and_another_one_once_a_view_has_ended() => On(async ledger =>
    {
        await ledger.Enrol("M1");
        for (var child = 1; child <= 5; child++)
        {
            await ledger.BindView("M1", $"C{child}");
        }

        var sixth = await ledger.Person("M1").BindView(new BindView(ledger.NewOperation(), ledger.PersonOf("C6")));
        await ledger.BindView("M1", "C1");
        (await ledger.Person("M1").EndView(new EndView(ledger.NewOperation(), ledger.PersonOf("C2")))).OrThrow();
        await ledger.BindView("M1", "C6");
        var viewed = (await ledger.ViewOf("M1")).Viewed!;

        Assert.True(sixth.Refusal?.Is(ViewRefusal.TooMany));
        Assert.Equal(
            [.. new[] { "C1", "C3", "C4", "C5", "C6" }.Select(ledger.PersonOf)],
            viewed.OrderBy(static one => one.Value));
    });

    [ContractFact]
    public Task A_view_that_is_bound_again_under_its_name_stays_ended() => On(async ledger =>
    {
        await ledger.Enrol("M1");
        var bind = new BindView(ledger.NewOperation(), ledger.PersonOf("C1"));
        var first = (await ledger.Person("M1").BindView(bind)).OrThrow();
        (await ledger.Person("M1").EndView(new EndView(ledger.NewOperation(), ledger.PersonOf("C1")))).OrThrow();

        var again = (await ledger.Person("M1").BindView(bind)).OrThrow();
        var shown = await ledger.Person("M1").MayShow(ledger.PersonOf("C1"));

        Assert.Equal(first with { Already = true }, again);
        Assert.True(shown.Refusal?.Is(ViewRefusal.Unknown));
    });

    [ContractFact]
    public Task Only_who_has_a_view_is_issued_anothers_token() => On(async ledger =>
    {
        await ledger.Enrol("M1");
        var issue = new IssueToken(
            ledger.NewOperation(),
            ledger.PersonOf("C1"),
            ledger.Time.GetUtcNow().AddSeconds(60),
            ledger.PersonOf("M1"));
        var token = ledger.Grains.Credential(CredentialHash.Of($"shown-{ledger.PersonOf("C1")}"));

        var before = await token.Issue(issue);
        await ledger.BindView("M1", "C1");
        var bound = await token.Issue(issue);
        (await ledger.Person("M1").EndView(new EndView(ledger.NewOperation(), ledger.PersonOf("C1")))).OrThrow();
        var again = await token.Issue(issue);
        var holder = (await token.Use(ledger.ShowingOf("H1", "2207"))).OrThrow();

        Assert.True(before.Refusal?.Is(ViewRefusal.Unknown));
        Assert.Equal(bound.OrThrow() with { Already = true }, again.OrThrow());
        Assert.Equal((ledger.PersonOf("C1"), ledger.PersonOf("M1")), (holder.Person, holder.ShownBy));
    });

    [ContractFact]
    public Task A_token_stays_with_whoever_is_to_show_it() => On(async ledger =>
    {
        await ledger.Enrol("M1");
        await ledger.BindView("M1", "C1");
        var shown = new IssueToken(
            ledger.NewOperation(),
            ledger.PersonOf("C1"),
            ledger.Time.GetUtcNow().AddSeconds(60),
            ledger.PersonOf("M1"));
        var token = ledger.Grains.Credential(CredentialHash.Of($"stays-{ledger.PersonOf("C1")}"));
        (await token.Issue(shown)).OrThrow();
        var first = (await token.Use(ledger.ShowingOf("H1", "2207"))).OrThrow();

        var own = await token.Issue(shown with { Operation = ledger.NewOperation(), ShownBy = null });
        var again = (await token.Use(ledger.ShowingOf("H1", "2207"))).OrThrow();

        Assert.True(own.Refusal?.Is(CredentialRefusal.BelongsToAnother));
        Assert.Equal(first, again);
    });

    [ContractFact]
    public Task A_credential_view_moves_no_money_and_the_receipt_says_so() => On(async ledger =>
    {
        await ledger.Enrol("C1");
        await ledger.Enrol("M1", yuan: 100);
        var settle = ledger.SettleOf(ledger.BillOf("C1", inScope: 40)) with
        {
            ShownBy = ledger.PersonOf("M1"),
            WithTrace = true,
        };

        var quoted = (await ledger.Person("C1").PreSettle(settle)).OrThrow();
        var settled = (await ledger.Person("C1").Settle(settle)).OrThrow();

        Assert.Equal(
            [Reason.Of(AidReason.OnlyCredentialView), Reason.Of(AidReason.NoBinding)],
            settled.Reasons.Where(IsOfAid));
        Assert.Equal(settled.Reasons, quoted.Reasons);
        Assert.Contains(settled.Trace!, static step => step.Rule == "credential_view");
        Assert.Equal((40, 100), (settled.Cash.Yuan, await ledger.BalanceOf("M1")));
    });

    [ContractFact]
    public Task A_viewer_pays_by_a_network_of_the_own_and_not_by_that_of_another() => On(async ledger =>
    {
        await ledger.Enrol("C1");
        await ledger.Enrol("M1", yuan: 100);
        await ledger.Enrol("F1", yuan: 10);
        await ledger.FormNetwork("N1", "F1", "C1");
        Settle Shown(decimal inScope) =>
            ledger.SettleOf(ledger.BillOf("C1", inScope)) with { ShownBy = ledger.PersonOf("M1") };

        var byFather = (await ledger.Person("C1").Settle(Shown(40))).OrThrow();
        await ledger.Credit("F1", 10, ledger.Today.Year);
        await ledger.FormNetwork("N2", "M1", "C1");
        var byBoth = (await ledger.Person("C1").Settle(Shown(180))).OrThrow();
        await ledger.Credit("F1", 90, ledger.Today.Year);
        var byFatherAlone = (await ledger.Person("C1").Settle(
            ledger.SettleOf(ledger.BillOf("C1", inScope: 5)) with { ShownBy = ledger.PersonOf("M2") })).OrThrow();

        Assert.Contains(byFather.Reasons, static reason => reason.Is(AidReason.OnlyCredentialView));
        Assert.Equal((10, 30), (byFather.Aid.Yuan, byFather.Cash.Yuan));
        Assert.Equal((110, 58), (byBoth.Aid.Yuan, byBoth.Cash.Yuan));
        Assert.DoesNotContain(byBoth.Reasons, static reason => reason.Is(AidReason.OnlyCredentialView));
        Assert.Contains(byBoth.Lines, line => line.Funder == ledger.PersonOf("M1"));
        Assert.Equal(2, byFatherAlone.Aid.Yuan);
        Assert.DoesNotContain(byFatherAlone.Reasons, static reason => reason.Is(AidReason.OnlyCredentialView));
    });

    static bool IsOfAid(Reason reason) => reason.Code.StartsWith("aid.", StringComparison.Ordinal);
}
