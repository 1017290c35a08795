using Gongji.Families;

namespace Gongji.Proof.Reading;

/// <summary>Says why a relative's account may pay for somebody. What a caller called things by stands in
/// brackets.</summary>
static class BindingText
{
    public static string Of(NetworkBinding binding, Language language)
    {
        var member = binding.Member;
        var funder = Masked(binding.Funder);
        var channels = string.Join(' ', member.Channels);
        var (from, to) = (Day(member.From, "起", "from"), Day(member.To, "止", "to"));
        return language.Say(
            $"系出资人{funder}的{Relation(member.Relation, language)}，依据{Source(member.Grounds, language)}，渠道[{channels}]，"
            + $"{member.BoundOn:yyyy-MM-dd}绑定{from}{to}。",
            $"The {Relation(member.Relation, language)} of the funder {funder} by {Source(member.Grounds, language)}, "
            + $"over [{channels}], bound on {member.BoundOn:yyyy-MM-dd}{from}{to}.");

        string Day(DateOnly? day, string chinese, string english) => day is null
            ? ""
            : language.Say($"，{day:yyyy-MM-dd}{chinese}", $", {english} {day:yyyy-MM-dd}");
    }

    /// <summary>The last four characters of a number; none when there are few.</summary>
    static string Masked(PersonNo person) => person.Value.Length > 8 ? $"…{person.Value[^4..]}" : "…";

    static string Relation(Relation relation, Language language) => relation switch
    {
        Words.Relation.Spouse => language.Say("配偶", "spouse"),
        Words.Relation.Parent => language.Say("父母", "parent"),
        Words.Relation.Child => language.Say("子女", "child"),
        Words.Relation.Sibling => language.Say("兄弟姐妹", "sibling"),
        Words.Relation.PaternalGrandparent => language.Say("祖父母", "father's parent"),
        Words.Relation.MaternalGrandparent => language.Say("外祖父母", "mother's parent"),
        Words.Relation.SonsChild => language.Say("孙子女", "son's child"),
        Words.Relation.DaughtersChild => language.Say("外孙子女", "daughter's child"),
    };

    static string Source(Grounds grounds, Language language)
    {
        var text = grounds.Commitment is { } signed
            ? language.Say($"承诺书[{signed.Version}]", $"commitment [{signed.Version}]")
            : null;
        return grounds.Source switch
        {
            RelationSource.Commitment => text ?? language.Say("承诺", "commitment"),
            RelationSource.HouseholdRegister when text is not null =>
                language.Say($"户口簿和{text}", $"household register and {text}"),
            RelationSource.HouseholdRegister => language.Say("户口簿", "household register"),
        };
    }
}
