using System.Globalization;

namespace Gongji.Proof.Reading;

public enum Language
{
    Chinese,
    English,
}

public static class Languages
{
    public static string Say(this Language language, string chinese, string english) => language switch
    {
        Language.Chinese => chinese,
        Language.English => english,
    };
}

/// <summary>Says a step of a decision in a sentence.</summary>
public static class TraceText
{
    /// <summary>The last part of a rule's path, and the sentence in both languages; <c>{name}</c> stands for an input,
    /// <c>{}</c> for the result.</summary>
    static readonly (string Rule, string Chinese, string English)[] Sentences =
    [
        ("deductible",
            "符合范围{in_scope}元；本项起付标准{standard}元，同期此前已付{paid}元，本次计入起付{}元。",
            "{in_scope} yuan are in scope; the deductible here is {standard} yuan: {paid} was paid into it before, {} "
            + "now."),
        ("deductible year",
            "符合范围{in_scope}元；本项起付标准{standard}元，{year}年内此前已付起付（各级机构合计）{paid}元，本次计入起付{}元。",
            "{in_scope} yuan are in scope; the deductible here is {standard} yuan: {paid} was paid into deductibles of "
            + "{year} before, at whatever level, {} now."),
        ("deductible month",
            "符合范围{in_scope}元；本项每月起付标准{standard}元，{month}月内此前已付起付（各级机构合计）{paid}元，本次计入起付{}元。",
            "{in_scope} yuan are in scope; the deductible of a month is {standard} yuan here: {paid} was paid into "
            + "those of {month} before, at whatever level, {} now."),
        ("deductible visit",
            "符合范围{in_scope}元；本项每次就诊起付标准{standard}元，本次就诊此前已付{paid}元，本次结算计入起付{}元。",
            "{in_scope} yuan are in scope; the deductible of a visit is {standard} yuan here: {paid} was paid into it "
            + "for this visit before, {} now."),
        ("deductible_ceiling",
            "{year}年各项起付合计以{ceiling}元为限，此前合计已付{of_year}元，本次至多再计入{}元。",
            "All deductibles of {year} together end at {ceiling} yuan; {of_year} went into them before, so at most "
            + "{} does now."),
        ("deductible none",
            "符合范围{in_scope}元；不设起付标准。",
            "{in_scope} yuan are in scope; there is no deductible."),
        ("ratio",
            "计入统筹的{base}元按{tier}支付比例{ratio}，应由统筹基金支付{}元。",
            "Of the {base} yuan that the pool shares in, its part is {ratio} at {tier}: {} yuan."),
        ("cap",
            "应付{share}元；{year}年度限额尚余{left}元，统筹基金实付{}元。",
            "The share is {share} yuan and the cap of {year} has {left} left: the pool pays {} yuan."),
        ("cap none",
            "应付{share}元；不设年度限额，统筹基金实付{}元。",
            "The share is {share} yuan, and there is no cap of the year: the pool pays {} yuan."),
        ("cap used",
            "应付{share}元；{year}年度限额此前已用完，统筹基金实付{}元。",
            "The share is {share} yuan, and the cap of {year} was used up before: the pool pays {} yuan."),
        ("own_scope",
            "个人负担{person}元，其中账户不得支付{barred}元；在{scope}范围内，本人账户最多可付{}元。",
            "The person bears {person} yuan, {barred} of it out of reach of accounts; within {scope}, the own account "
            + "may pay {} yuan at most."),
        ("aid_scope",
            "个人负担{person}元，其中账户不得支付{barred}元；在{scope}范围内，家庭共济最多可付{}元。",
            "The person bears {person} yuan, {barred} of it out of reach of accounts; within {scope}, family aid "
            + "may pay {} yuan at most."),
        ("aid_pharmacy_scope",
            "个人负担{person}元，其中账户不得支付{barred}元；药店购药：在{scope}范围内，家庭共济最多可付{}元。",
            "The person bears {person} yuan, {barred} of it out of reach of accounts; in a pharmacy, within {scope}, "
            + "family aid may pay {} yuan at most."),
        ("no_account", "本人没有可以支付的个人账户。", "The person has no own account that may pay."),
        ("draw",
            "向家庭共济网[{network}]申请{asked}元，同意支付{}元。",
            "The family-aid network [{network}] was asked for {asked} yuan and pays {}."),
        ("draw refused",
            "向家庭共济网[{network}]申请{asked}元，未获支付：{}。",
            "The family-aid network [{network}] was asked for {asked} yuan and pays nothing. {}"),
        ("draw spared",
            "向家庭共济网[{network}]申请{asked}元，可支付{could}元，未动用：{}。",
            "The family-aid network [{network}] was asked for {asked} yuan, could give {could} and pays nothing. {}"),
        ("draw limit_of_use", "单次使用限额为{of}元。", " The limit for one use is {of} yuan."),
        ("draw limit_of_month",
            "{month}月使用限额{of}元，此前已用{less}元，尚余{left}元。",
            " Of the limit of {of} yuan for {month} {less} was used before, {left} was left."),
        ("draw limit_of_year",
            "{year}年使用限额{of}元，此前已用{less}元，尚余{left}元。",
            " Of the limit of {of} yuan for {year} {less} was used before, {left} was left."),
        ("draw limit_of_month exceeded",
            "{month}月使用限额现为{of}元，此前已用{less}元，已超过该限额。",
            " The limit for {month} is {of} yuan now; {less} was used before, more than that."),
        ("draw limit_of_year exceeded",
            "{year}年使用限额现为{of}元，此前已用{less}元，已超过该限额。",
            " The limit for {year} is {of} yuan now; {less} was used before, more than that."),
        ("draw balance", "出资人账户可用余额为{of}元。", " The funder's account had {of} yuan free."),
        ("draw floor",
            "出资人账户可用余额{of}元，须留存{less}元，可共济{left}元。",
            " The funder's account had {of} yuan free, and {less} must stay: {left} could be shared."),
        ("draw earlier_years",
            "只有历年结余可以共济，出资人账户历年结余可用{of}元。",
            " Only credits of earlier years are shared: the funder's account had {of} yuan of them free."),
        ("draw status", "其参保状态为{status}。", " It {status}."),
        ("draw ended",
            "其参保自{ended}起终止，早于本次结算，授权已失效。",
            " The insurance ended on {ended}, before this settlement: the authorization is over."),
        ("draw blocked_on",
            "该账户自{blocked_on}起停用，原因为{blocked_for}。",
            " It was blocked on {blocked_on}; the reason given was {blocked_for}."),
        ("draw unbound", "授权于{unbound}解除。", " The authorization ended on {unbound}."),
        ("part_payment",
            "患者参保地规定共济须足额支付：申请{asked}元，合计可支付{could}元，共济支付{}元。",
            "In the patient's area aid pays all that is asked of it or nothing: of {asked} yuan the networks could "
            + "give {could} together, so it pays {}."),
        ("credential_view",
            "医保码由他人（编号末四位{viewer}）以亲情账户出示；凭亲情账户动用其资金{}元。",
            "The code was shown by another person, whose number ends with {viewer}, by a credential view; by the view "
            + "that person pays {} yuan."),
        ("payers", "不使用个人账户，个人负担全部以现金支付。", "No account is used; the person's part is paid in cash."),
        ("benefits", "统筹基金不支付：{}。", "The pool pays nothing. {}"),
    ];

    /// <summary>What a word of an input says; numbers and ids stand as they are.</summary>
    static readonly Dictionary<string, (string Chinese, string English)> Values = new()
    {
        ["in_scope"] = ("政策范围内费用", "what is in scope"),
        ["self_pay"] = ("政策范围内费用和先行自付", "what is in scope and the first self-payment"),
        ["personal_share"] = ("个人负担", "the person's whole share"),
        ["suspended"] = ("暂停参保", "is suspended"),
        ["ended"] = ("终止参保", "has ended"),
        ["lost"] = ("挂失", "a loss"),
        ["stolen"] = ("被盗", "a theft"),
        ["suspected_misuse"] = ("涉嫌冒用", "a suspicion of misuse"),
        ["owners_request"] = ("本人申请", "the owner's request"),
        ["death"] = ("死亡", "a death"),
        ["ordered"] = ("司法或行政停用", "an order"),
        ["all"] = ("各", "any"),
        ["level1"] = ("一级机构", "level 1"),
        ["level2"] = ("二级机构", "level 2"),
        ["level3"] = ("三级机构", "level 3"),
        ["specialist"] = ("传染病和精神病专科机构", "a specialist for infectious or psychiatric disease"),
        ["primary_care"] = ("基层医疗机构", "a township or community health centre"),
        ["village_station"] = ("村卫生室或社区卫生服务站", "a village or community station"),
        ["pharmacy"] = ("药店", "a pharmacy"),
    };

    /// <summary>What a reason's code says.</summary>
    public static string Why(string code, Language language)
    {
        var text = RefusalTexts.For(code);
        return language.Say(text.Chinese, text.English);
    }

    /// <summary>A row that the area has a name of its own for has no other words.</summary>
    static string Said(string name, string value, Language language)
    {
        if (value.StartsWith('@'))
        {
            return language.Say($"登记类别为[{value[1..]}]的机构", $"an institution registered as [{value[1..]}]");
        }
        if (name == "ratio")
        {
            return PercentText.Of(decimal.Parse(value, CultureInfo.InvariantCulture));
        }
        var (chinese, english) = Values.GetValueOrDefault(value, (value, value));
        return language.Say(chinese, english);
    }

    /// <summary>The sentence of a step; a rule that has none is shown as it stands.</summary>
    /// <param name="day">The day of the service: its month and its year are those of limits and deductibles.</param>
    public static string Of(TraceStep step, DateOnly day, Language language)
    {
        var isAmount = decimal.TryParse(step.Result, CultureInfo.InvariantCulture, out _);
        var rule = (step.Rule[(step.Rule.LastIndexOf('.') + 1)..], isAmount) switch
        {
            ("draw", false) when step.Input.Contains(" could=", StringComparison.Ordinal) => "draw spared",
            ("draw", false) => "draw refused",
            ("cap", _) when Says(step, "left=unlimited") => "cap none",
            ("cap", _) when Says(step, "left=0.00") => "cap used",
            ("deductible", _) when Says(step, "standard=0.00") => "deductible none",
            ("deductible", _) when Input(step, "per") is { } per => $"deductible {per}",
            var (plain, _) => plain,
        };
        if (Sentence(rule, language) is not { } text)
        {
            return $"{step.Rule}: {step.Input} = {step.Result}";
        }
        text += string.Concat(Added(step).Select(added => Sentence(added, language)));
        foreach (var pair in step.Input.Split(' '))
        {
            if (pair.Split('=') is [var name, var value])
            {
                var said = Said(name, value, language);
                text = text.Replace($"{{{name}}}", said, StringComparison.Ordinal);
            }
        }
        text = text.Replace("{month}", $"{day:yyyy-MM}", StringComparison.Ordinal)
            .Replace("{year}", $"{day.Year}", StringComparison.Ordinal);
        var told = text.Replace("{}", isAmount ? step.Result : Why(step.Result, language), StringComparison.Ordinal);
        return PartOf(step, language) + told;
    }

    /// <summary>Whether it decides a part of the bill apart from all else.</summary>
    public static bool IsOfPart(TraceStep step) => IsOfExams(step) || DiseaseOf(step) is not null;

    /// <summary>Whether it decides special examinations apart from all else.</summary>
    public static bool IsOfExams(TraceStep step) =>
        step.Rule.StartsWith("benefits.special_exam.", StringComparison.Ordinal);

    static string PartOf(TraceStep step, Language language) => DiseaseOf(step) is { } disease
        ? language.Say($"病种[{disease}]：", $"Disease [{disease}]: ")
        : IsOfExams(step) ? language.Say("特殊检查：", "Special examinations: ")
        : "";

    /// <summary>The disease that the rule is for; null when it is for none.</summary>
    static string? DiseaseOf(TraceStep step) => step.Rule.Split('/', '.') switch
    {
        ["benefits", _, var disease, _] => disease,
        ["benefits"] => Input(step, "disease"),
        _ => null,
    };

    /// <summary>A limit that was lowered may be below what was used under the former one.</summary>
    static bool IsExceeded(TraceStep step) =>
        step.Input.Contains("bound=limit_of_", StringComparison.Ordinal)
        && Amount(step, "less") > Amount(step, "of");

    static decimal Amount(TraceStep step, string name) =>
        decimal.Parse(Input(step, name)!, CultureInfo.InvariantCulture);

    /// <summary>Null when the step has no such input.</summary>
    static string? Input(TraceStep step, string name) => step.Input.Split(' ')
        .Where(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))
        .Select(static pair => pair[(pair.IndexOf('=') + 1)..])
        .FirstOrDefault();

    static string? Sentence(string rule, Language language)
    {
        var (_, chinese, english) = Sentences.FirstOrDefault(sentence => sentence.Rule == rule);
        return language.Say(chinese, english);
    }

    /// <summary>What a draw tells besides: the figures that bound it, which status is not normal, and since when
    /// there is nothing to draw on.</summary>
    static IEnumerable<string> Added(TraceStep step) => step.Rule == "aid.draw"
        ? step.Input.Split(' ').Select(pair => pair.Split('=') switch
        {
            ["bound", var why] => $"draw {why}{(IsExceeded(step) ? " exceeded" : "")}",
            [("status" or "ended" or "blocked_on" or "unbound") and var fact, _] => $"draw {fact}",
            _ => "",
        })
        : [];

    static bool Says(TraceStep step, string input) => step.Input.Split(' ').Contains(input);
}
