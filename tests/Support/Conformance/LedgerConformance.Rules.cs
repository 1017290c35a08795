using Gongji.Rules;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// The rules of every version that decided something are in the ledger, and stay what they were.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task Rules_that_were_kept_are_given_back_and_those_that_were_not_are_none() => On(async ledger =>
    {
        var versions = VersionsOf("610100");
        var rules = ledger.Grains.Policy(AreaCode.Of("610199"));
        (await rules.Keep(new KeepRules(versions))).OrThrow();
        (await rules.Keep(new KeepRules(versions))).OrThrow();
        await ledger.ForgetAll();

        foreach (var (version, text) in versions)
        {
            Assert.Equal(text, await rules.RulesOf(version));
        }
        Assert.True(versions.Length > 1);
        Assert.Null(await rules.RulesOf("610100@00000000"));
    });

    [ContractFact]
    public Task Other_rules_are_not_kept_under_a_version_that_is_there() => On(async ledger =>
    {
        var (version, text) = VersionsOf("610700")[0];
        var rules = ledger.Grains.Policy(AreaCode.Of("610700"));
        (await rules.Keep(new KeepRules([new RulesVersion(version, text)]))).OrThrow();
        await ledger.ForgetAll();

        var refused = await rules.Keep(new KeepRules([new RulesVersion(version, text.Replace("800", "900",
            StringComparison.Ordinal))]));

        Assert.True(refused.Refusal?.Is(RulesRefusal.KeptOtherwise));
        Assert.Equal(version, refused.Refusal!.Value);
        Assert.Equal(text, await rules.RulesOf(version));
    });

    static RulesVersion[] VersionsOf(string area) =>
    [
        .. TestLedger.Policies.All
            .Where(policy => policy.Area.Value == area)
            .Select(static policy => new RulesVersion(policy.Version, policy.Text)),
    ];
}
