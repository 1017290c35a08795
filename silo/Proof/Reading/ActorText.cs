namespace Gongji.Proof.Reading;

/// <summary>Says who asked for an operation, and on what that is believed.</summary>
static class ActorText
{
    public static string Of(Operation? operation, Names names, Language language)
    {
        if (operation?.By is not { } by)
        {
            return language.Say("经办：未记录。", "Asked for by: not recorded.");
        }
        string[] who =
        [
            RoleOf(by, language),
            .. Named(by.Operator is { } number ? $"[{number}]" : null, NumberOf(by.Channel, language)),
            .. Named(by.Office is { } office ? names.OfOffice(office) : null, language.Say("单位", "at")),
            ChannelOf(by.Channel, language),
            by.Authenticated is { } evidence
                ? Recognised(evidence, language)
                : language.Say("未提供认证", "no evidence given"),
        ];
        var behalf = by.OnBehalfOf is { } person && by.Presented is null
            ? language.Say($"，代参保人{PersonText.Of(person)}办理", $", on behalf of the insured {PersonText.Of(person)}")
            : "";
        var said = language.Say($"经办：{string.Join('，', who)}", $"Asked for by {string.Join(", ", who)}") + behalf;
        return by.Presented is { } presented
            ? said + language.Say(
                $"；出示参保人的{Shown(presented, language)}。", $"; shown for the insured: {Shown(presented, language)}.")
            : said + language.Say("。", ".");
    }

    static string[] Named(string? text, string what) => text is null ? [] : [$"{what} {text}"];

    /// <summary>The token is the ledger's own to check; numbers of sign-ins and providers are what the sender
    /// says.</summary>
    static string Recognised(Evidence evidence, Language language)
    {
        var shown = Shown(evidence, language);
        return evidence.Kind switch
        {
            EvidenceKind.Token => language.Say($"认证：{shown}", $"recognised by {shown}"),
            EvidenceKind.SignIn
                or EvidenceKind.Provider
                or EvidenceKind.ECredential
                or EvidenceKind.IdentityDocument
                or EvidenceKind.SocialSecurityCard =>
                language.Say($"发送方自报：{shown}", $"who names as evidence {shown}"),
        };
    }

    /// <summary>What stands at a terminal has the terminal's number.</summary>
    static string NumberOf(ActorChannel channel, Language language) => channel switch
    {
        ActorChannel.Terminal => language.Say("终端编号", "terminal"),
        ActorChannel.Window or ActorChannel.Mobile or ActorChannel.File or ActorChannel.Interface =>
            language.Say("经办编号", "operator"),
    };

    /// <summary>An institution that names no way has not said who asked, either.</summary>
    static string RoleOf(Actor by, Language language) => by.Role switch
    {
        ActorRole.InstitutionStaff when by.Channel == ActorChannel.Interface =>
            language.Say("定点机构", "an institution"),
        ActorRole.InstitutionStaff => language.Say("定点机构经办人", "staff of an institution"),
        ActorRole.AgencyClerk => language.Say("医保经办人员", "a clerk of an agency"),
        ActorRole.Insured => language.Say("参保人本人", "the insured person"),
        ActorRole.Representative => language.Say("代办人", "a representative"),
        ActorRole.Program => language.Say("批处理程序", "a program"),
    };

    /// <summary>A caller may name a channel by a word of its own.</summary>
    public static string ChannelOf(string channel, Language language) =>
        Enum.TryParse<ActorChannel>(channel, ignoreCase: true, out var known) && CamelCase.Of(known) == channel
            ? ChannelOf(known, language)
            : $"[{channel}]";

    static string ChannelOf(ActorChannel channel, Language language) => channel switch
    {
        ActorChannel.Window => language.Say("窗口", "at a window"),
        ActorChannel.Terminal => language.Say("自助终端", "at a terminal"),
        ActorChannel.Mobile => language.Say("移动终端", "with a telephone"),
        ActorChannel.File => language.Say("批量文件", "by a file"),
        ActorChannel.Interface => language.Say("接口", "over the interface"),
    };

    /// <summary>A hash of a credential says nothing to a reader; numbers of sign-ins and providers do.</summary>
    static string Shown(Evidence evidence, Language language)
    {
        var kind = evidence.Kind switch
        {
            EvidenceKind.SignIn => language.Say($"签到编号[{evidence.Reference}]", $"sign-in [{evidence.Reference}]"),
            EvidenceKind.Token => language.Say("管理令牌", "the token of the administration"),
            EvidenceKind.Provider => language.Say(
                $"身份认证[{evidence.Reference}]", $"an identity provider [{evidence.Reference}]"),
            EvidenceKind.ECredential => language.Say("医保电子凭证", "a medical e-credential"),
            EvidenceKind.IdentityDocument => language.Say("身份证件", "an identity document"),
            EvidenceKind.SocialSecurityCard => language.Say("社会保障卡", "a social security card"),
        };
        return evidence.At is { } at
            ? kind + language.Say($"，认证时间{MomentText.Of(at)}", $", recognised at {MomentText.Of(at)}")
            : kind;
    }
}
