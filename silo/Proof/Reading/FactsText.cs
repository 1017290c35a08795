namespace Gongji.Proof.Reading;

/// <summary>Says who was insured how, and what was done where.</summary>
static class FactsText
{
    public static string Insured(Insurance insurance, Names names, Language language)
    {
        var kind = insurance.Kind switch
        {
            PersonKind.Active => language.Say("在职职工", "an employee at work"),
            PersonKind.Retired => language.Say("退休职工", "a retired employee"),
            PersonKind.Flexible => language.Say("灵活就业人员", "a flexible worker"),
            PersonKind.Resident => language.Say("城乡居民", "a resident"),
        };
        var status = Status(insurance.Status, language);
        var mode = insurance.AccountMode switch
        {
            AccountMode.WithAccount => language.Say("，统账结合", ", paid for with an own account"),
            AccountMode.PoolOnly => language.Say("，单建统筹", ", paid for the pooled fund alone"),
            null => "",
        };
        var retiredFrom = insurance.RetireeGroup switch
        {
            RetireeGroup.Public => language.Say("（行政事业单位）", " of a public institution"),
            RetireeGroup.Enterprise => language.Say("（企业，含灵活就业）", " of an enterprise or flexible work"),
            null => "",
        };
        var from = insurance.Status.IsNormal() ? "" : Registered(insurance, language);
        return language.Say(
            $"参保地{names.Of(insurance.Area)}，{kind}{retiredFrom}，{status}{from}{mode}。",
            $"Insured in {names.Of(insurance.Area)} as {kind}{retiredFrom}, {status}{from}{mode}.");
    }

    /// <summary>Since when a status stands at the latest: what is registered later takes its place.</summary>
    public static string Registered(Insurance insurance, Language language) => language.Say(
        $"（{insurance.From:yyyy-MM-dd}起的参保信息）", $", as registered from {insurance.From:yyyy-MM-dd} on");

    public static string Status(InsuranceStatus status, Language language) => status switch
    {
        InsuranceStatus.Normal => language.Say("正常参保", "normal"),
        InsuranceStatus.Suspended => language.Say("暂停参保", "suspended"),
        InsuranceStatus.Ended => language.Say("终止参保", "ended"),
    };

    public static string Care(Bill bill, Names names, Language language)
    {
        var care = bill.Care switch
        {
            CareKind.Outpatient => language.Say("门诊", "Outpatient care"),
            CareKind.Pharmacy => language.Say("药店购药", "Purchase at a pharmacy"),
        };
        var (institution, amounts) = (bill.Institution, bill.Amounts);
        var (area, kind) = (names.Of(institution.Area), KindOf(institution, language));
        var (from, to) = ($"{bill.From:yyyy-MM-dd}", $"{bill.To:yyyy-MM-dd}");
        var days = bill.From == bill.To
            ? language.Say(from, $"on {from}")
            : language.Say($"{from}至{to}", $"from {from} to {to}");
        return language.Say(
            $"{days}{care}，机构所在地{area}，{kind}。"
            + $"全自费{amounts.OwnExpense}元，超限价{amounts.OverLimit}元，先行自付{amounts.FirstSelfPay}元，"
            + $"符合范围{amounts.InScope}元。",
            $"{care} {days} in {area}, {kind}: {amounts.OwnExpense} yuan own "
            + $"expense, {amounts.OverLimit} over the limit price, {amounts.FirstSelfPay} first self-payment, "
            + $"{amounts.InScope} in scope.");
    }

    static string KindOf(InstitutionFacts institution, Language language)
    {
        var kind = institution.Kind switch
        {
            InstitutionKind.Hospital => language.Say("综合医院或诊所", "a general hospital or clinic"),
            InstitutionKind.InfectiousOrPsychiatric => language.Say(
                "传染病或精神病专科机构", "a specialist for infectious or psychiatric disease"),
            InstitutionKind.PrimaryCare => language.Say("基层医疗机构", "a township or community health centre"),
            InstitutionKind.VillageStation => language.Say(
                "村卫生室或社区卫生服务站", "a village or community station"),
            InstitutionKind.Pharmacy => language.Say("零售药店", "a retail pharmacy"),
        };
        return institution.Level switch
        {
            1 => language.Say("一级", "") + kind + language.Say("", " of level 1"),
            2 => language.Say("二级", "") + kind + language.Say("", " of level 2"),
            3 => language.Say("三级", "") + kind + language.Say("", " of level 3"),
            _ => kind,
        };
    }
}
