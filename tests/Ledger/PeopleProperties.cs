using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gongji.Tests.Ledger;

/// <summary>Random people change scheme, area, status and relations while they settle, reverse, settle again.</summary>
[Properties(Arbitrary = [typeof(PeopleProperties)], MaxTest = 300)]
public sealed class PeopleProperties
{
    static readonly string[] Names = ["PA", "PB", "PC"];

    static readonly string[] Areas = ["610199", "610799", "210399"];

    static readonly Gen<Step> AnyStep = Gen.Frequency(
        (2, from who in Who from yuan in Gen.Choose(1, 400) select new Step(Do.Credit, who, Yuan: yuan)),
        (2, from who in Who
            from area in Gen.Frequency((2, Gen.Constant(Areas[0])), (1, Gen.Elements(Areas)))
            from kind in Gen.Elements(Enum.GetValues<PersonKind>())
            from status in Gen.Elements(
                InsuranceStatus.Normal, InsuranceStatus.Normal, InsuranceStatus.Suspended, InsuranceStatus.Ended,
                InsuranceStatus.Ended)
            from mode in Gen.Elements<AccountMode?>(null, null, null, AccountMode.PoolOnly, AccountMode.WithAccount)
            select new Step(Do.Insure, who, Insurance: new Insurance(
                default, AreaCode.Of(area), kind, status, kind == PersonKind.Resident ? null : mode))),
        (4, from who in Who from other in Who select new Step(Do.Bind, who, other)),
        (1, from who in Who from other in Who select new Step(Do.Unbind, who, other)),
        (6, from who in Who
            from level in Gen.Choose(1, 2)
            from inScope in Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(0, 4000))
            from own in Gen.Elements(0, 0, 30)
            from accounts in Gen.Elements(true, true, true, false)
            select new Step(Do.Settle, who, Yuan: inScope, Own: own, Level: level, UseAccounts: accounts)),
        (3, from which in Gen.Choose(0, 50) select new Step(Do.Reverse, "", Which: which)),
        (1, from days in Gen.Choose(1, 120) select new Step(Do.Wait, "", Which: days)));

    static Gen<string> Who => Gen.Elements(Names);

    public static Arbitrary<Story> Stories() => Arb.From(
        AnyStep.ListOf().Select(static steps => new Story([.. steps])),
        static story => Enumerable.Range(0, story.Steps.Length)
            .Select(i => new Story([.. story.Steps.Where((_, at) => at != i)])));

    public enum Do
    {
        Credit,
        Insure,
        Bind,
        Unbind,
        Settle,
        Reverse,
        Wait,
    }

    public sealed record Step(
        Do Do,
        string Who,
        string Other = "",
        decimal Yuan = 0,
        decimal Own = 0,
        int Level = 0,
        int Which = 0,
        bool UseAccounts = false,
        Insurance? Insurance = null);

    public sealed record Story(Step[] Steps)
    {
        public override string ToString() => string.Join('\n', Steps.Select(static step => step.ToString()));
    }

    [Property]
    public async Task Whatever_becomes_of_people_no_sum_is_lost_and_counters_are_as_on_paper(Story story)
    {
        await using var people = await RandomPeople.Start(Names);

        foreach (var step in story.Steps)
        {
            await people.Take(step);
            await people.CheckSums();
        }
        await people.CheckReach();
    }
}
