using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Rules;

namespace Gongji.Tests.Simulation;

/// <summary>The refusals and reasons that a run can't lead to, and why it can't. All others are to be seen.</summary>
static class Untold
{
    const string NoSuchRule = "no area that the policies ship with has such a rule";
    const string OnlyOwnRules = "nobody keeps rules but those who decide by them";

    /// <summary>Never seen: a run in which one is told fails, and the list is wrong.</summary>
    public static readonly IReadOnlyDictionary<string, string> Never = new Dictionary<string, string>
    {
        [Reason.Of(AccountReason.Sealed).Code] = NoSuchRule,
        [Mistakes.CodeOf(NetworkRefusal.AuthorizationTooLong)] = NoSuchRule,
        [Mistakes.CodeOf(SettleRefusal.TooLate)] = NoSuchRule,
        [Mistakes.CodeOf(AidRefusal.NotOpenedInArea)] = "all areas that the policies ship with have opened aid",
        [Mistakes.CodeOf(InstitutionRefusal.NotThen)] = "it is said by the doors, which the simulation has not",
        [Mistakes.CodeOf(RulesRefusal.KeptOtherwise)] = OnlyOwnRules,
        [Mistakes.CodeOf(RulesRefusal.NotOfVersion)] = OnlyOwnRules,
        [Mistakes.CodeOf(DrawRefusal.AnotherMembers)] =
            "nobody gives a settlement the number of another person's: both would be paid under it",
    };

    /// <summary>Seen so seldom that whoever counts can't rely on it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Seldom = new Dictionary<string, string>
    {
        [Mistakes.CodeOf(SettleRefusal.GivenUp)] =
            "in three rounds a network has to be out of reach, yet answer in time that it is",
        [Reason.Of(DrawReason.EarlierYears).Code] =
            "a funder has to have money of the new year, and of the years before too little and yet some",
    };

    /// <summary>Why a refusal that was not told need not be; null when it is missing.</summary>
    public static string? WhyNot(string code) => Never.GetValueOrDefault(code) ?? Seldom.GetValueOrDefault(code);
}
