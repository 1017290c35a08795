using Gongji.Families;

namespace Gongji.Proof.Reading;

/// <summary>Says why a relative's account may pay for somebody.</summary>
static class BindingText
{
    /// <param name="day">The day of the service that is paid for, or not.</param>
    public static string Of(NetworkBinding binding, DateOnly day, Language language)
    {
        var member = binding.Member;
        var funder = PersonText.Of(binding.Funder);
        var channels = string.Join(
            language.Say("、", ", "), member.Channels.Select(channel => ActorText.ChannelOf(channel, language)));
        var grounds = Source(member.Grounds, language) + Signed(member.Grounds, binding.Funder, language);
        var (from, to) = (Day(member.From, "起", "from"), Day(member.To, "止", "to"));
        var before = member.From is not null || day >= member.BoundOn ? "" : language.Say(
            "未约定起始日，绑定前的就诊也可支付。", " It has no first day: services before that may be paid for, too.");
        var kept = !binding.OnlyKept ? "" : language.Say(
            "出资人账户不再入账，支付的是以前的结余。",
            " No credits come into the funder's account now: what it pays is left of before.");
        return language.Say(
            $"系出资人{funder}的{Relation(member.Relation, language)}，依据{grounds}，"
            + $"{member.BoundOn:yyyy-MM-dd}绑定（渠道：{channels}）{from}{to}。{before}{kept}",
            $"The {Relation(member.Relation, language)} of the funder {funder} by {grounds}, "
            + $"bound on {member.BoundOn:yyyy-MM-dd} ({channels}){from}{to}.{before}{kept}");

        string Day(DateOnly? day, string chinese, string english) => day is null
            ? ""
            : language.Say($"，{day:yyyy-MM-dd}{chinese}", $", {english} {day:yyyy-MM-dd}");
    }

    static string Relation(Relation relation, Language language) => relation switch
    {
        Words.Relation.Spouse => language.Say("配偶", "spouse"),
        Words.Relation.Parent => language.Say("父母", "parent"),
        Words.Relation.Child => language.Say("子女", "child"),
        Words.Relation.Sibling => language.Say("兄弟姐妹", "sibling"),
        Words.Relation.PaternalGrandparent => language.Say("祖父母", "paternal grandparent"),
        Words.Relation.MaternalGrandparent => language.Say("外祖父母", "maternal grandparent"),
        Words.Relation.SonsChild => language.Say("孙子女", "son's child"),
        Words.Relation.DaughtersChild => language.Say("外孙子女", "daughter's child"),
    };

    /// <summary>Who signed when it was not the funder, and where the proof lies.</summary>
    static string Signed(Grounds grounds, PersonNo funder, Language language)
    {
        var by = grounds.Signer is { } signer && signer != funder
            ? language.Say($"，由{PersonText.Of(signer)}签署", $", signed by {PersonText.Of(signer)}")
            : "";
        return by + (grounds.Evidence is { } evidence
            ? language.Say($"，证明材料[{evidence}]", $", evidence [{evidence}]")
            : "");
    }

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
