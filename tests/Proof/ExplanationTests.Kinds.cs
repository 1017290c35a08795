namespace Gongji.Tests.Proof;

public sealed partial class ExplanationTests
{
    /// <summary>A settlement of each kind, and what its explanation has to tell.</summary>
    public static TheoryData<string, string, string> Kinds => new()
    {
        { "all payers", "统筹基金354.00元", "family aid [N1]: 20.00 yuan" },
        { "a relative", "系出资人…的子女，依据承诺书[1]，2026-05-20绑定（渠道：[app]）。",
            "The child of the funder … by commitment [1], bound on 2026-05-20 ([app])." },
        { "a grandchild", "系出资人…0036的孙子女，依据户口簿，由…1228签署，证明材料[box 12/3]，2026-05-20绑定（渠道：窗口），"
            + "2026-05-20起，2027-05-19止。",
            "The son's child of the funder …0036 by household register, signed by …1228, evidence [box 12/3],"
            + " bound on 2026-05-20 (at a window),"
            + " from 2026-05-20, to 2027-05-19." },
        { "within the deductible", "符合政策范围的费用全部计入起付标准", "All of the in-scope amount goes into the deductible." },
        { "a resident without an account", "本人没有可以支付的个人账户。", "The person has no own account that may pay." },
        { "suspended", "暂停参保（2026-05-20起的参保信息）", ", suspended, as registered from 2026-05-20 on" },
        { "blocked and in cash", "个人账户此时已停用。", "The own account was blocked then." },
        { "suspended", "暂停参保", "The insurance is suspended: the pooled fund pays nothing." },
        { "outside pooling", "该机构当日未纳入门诊统筹", "The institution is not in outpatient pooling on that day." },
        { "a stay", "2026-05-14至2026-05-20门诊", "Outpatient care from 2026-05-14 to 2026-05-20 in" },
        { "a disease", "病种[M03900]：统筹基金不支付：", "Disease [M03900]: The pool pays nothing." },
        { "in cash", "个人负担全部以现金支付", "The message did not ask for accounts to pay, the own one or relatives'." },
        { "no binding", "没有家庭共济绑定", "The person is bound to no family-aid network." },
        { "a credential view", "没有家庭共济绑定  [aid.no_binding]",
            "bound to no family-aid network.  [aid.no_binding]" },
        { "a credential view", "以亲情账户出示；凭亲情账户动用其资金0.00元", "by the view that person pays 0.00 yuan" },
    };

    /// <summary>The same of relatives who pay nothing, or not all.</summary>
    public static TheoryData<string, string, string> Relatives => new()
    {
        { "a poor relative", "未获支付：出资人账户没有可共济的余额。出资人账户可用余额为0.00元。  [aid.draw 610100@",
            "pays nothing. The funder's account has nothing free that may be shared. The funder's account had 0.00 yuan"
            + " free.  [aid.draw 610100@" },
        { "a poor relative", "\n    系出资人…的子女，依据", "\n    The child of the funder … by" },
        { "less than was asked for", "向家庭共济网[N1]申请90.00元，同意支付60.01元。出资人账户可用余额为60.01元。",
            "asked for 90.00 yuan and pays 60.01. The funder's account had 60.01 yuan free." },
        { "less than was asked for", "原因 [N1]：出资人账户可用余额低于申请金额  [draw.balance]",
            "reason [N1]: The funder's account has less free than was asked for.  [draw.balance]" },
        { "a limit of one use", "申请90.00元，同意支付20.00元。单次使用限额为20.00元。",
            "asked for 90.00 yuan and pays 20.00. The limit for one use is 20.00 yuan." },
        { "a limit of the month", "同意支付10.00元。2026-05月使用限额30.00元，此前已用20.00元，尚余10.00元。",
            "pays 10.00. Of the limit of 30.00 yuan for 2026-05 20.00 was used before, 10.00 was left." },
        { "a limit of the year", "同意支付10.00元。2026年使用限额30.00元，此前已用20.00元，尚余10.00元。",
            "pays 10.00. Of the limit of 30.00 yuan for 2026 20.00 was used before, 10.00 was left." },
        { "a limit that is used up", "未获支付：使用限额没有余额。2026年使用限额20.00元，此前已用20.00元，尚余0.00元。  [aid.draw]",
            "pays nothing. The member's limit leaves nothing. Of the limit of 20.00 yuan for 2026 20.00 was used"
            + " before, 0.00 was left.  [aid.draw]" },
        { "a floor", "同意支付8.00元。出资人账户可用余额1008.00元，须留存1000.00元，可共济8.00元。  [aid.draw 140100@",
            "pays 8.00. The funder's account had 1008.00 yuan free, and 1000.00 must stay: 8.00 could be shared." },
        { "nothing above the floor", "未获支付：出资人账户没有可共济的余额。出资人账户可用余额233.00元，须留存1000.00元，可共济0.00元。",
            "pays nothing. The funder's account has nothing free that may be shared. The funder's account had 233.00"
            + " yuan free, and 1000.00 must stay: 0.00 could be shared." },
        { "all or nothing", "申请90.00元，可支付20.00元，未动用：患者参保地规定共济须足额支付，可支付金额不足，未使用共济。"
            + "出资人账户可用余额为20.00元。  [aid.draw 210200@",
            "asked for 90.00 yuan, could give 20.00 and pays nothing. In the patient's area aid pays all that is"
            + " asked of it or nothing, and relatives could give less. The funder's account had 20.00 yuan"
            + " free.  [aid.draw 210200@" },
        { "all or nothing", "患者参保地规定共济须足额支付：申请90.00元，合计可支付20.00元，共济支付0.00元。  [payers.part_payment 210300@",
            "of 90.00 yuan the networks could give 20.00 together, so it pays 0.00.  [payers.part_payment 210300@" },
        { "all or nothing by a limit", "可支付15.00元，未动用：患者参保地规定共济须足额支付，可支付金额不足，未使用共济。单次使用限额为15.00元。",
            "could give 15.00 and pays nothing. In the patient's area aid pays all that is asked of it or nothing, and"
            + " relatives could give less. The limit for one use is 15.00 yuan." },
        { "all or nothing by a limit", "原因 [N1]：患者参保地规定共济须足额支付", "reason [N1]: In the patient's area aid pays all" },
        { "one that may pay", "申请50.00元，可支付10.00元，未动用：每次结算可用的共济账户数有限，已选用足额的或可支付更多的账户",
            "asked for 50.00 yuan, could give 10.00 and pays nothing. Only so many networks may pay for one settlement:"
            + " one that suffices or could give more was taken." },
        { "a limit that was lowered", "2026年使用限额现为10.00元，此前已用30.00元，已超过该限额。",
            "The limit for 2026 is 10.00 yuan now; 30.00 was used before, more than that." },
    };

    /// <summary>The same of relatives who are insured elsewhere or no more, and of bindings that are over.</summary>
    public static TheoryData<string, string, string> Funders => new()
    {
        { "a suspended funder", "未获支付：出资人参保状态不正常。其参保状态为暂停参保。  [aid.draw 140100@",
            "The funder's insurance is not normal. It is suspended.  [aid.draw 140100@" },
        { "a suspended funder", "\n    出资人参保地140199 [太原市 Taiyuan]，暂停参保（",
            "\n    The funder is insured in 140199 [太原市 Taiyuan], suspended, as registered from " },
        { "a funder of another city", "出资人参保地210299", "The funder is insured in 210299" },
        { "a funder who owes", "其有待扣回款10.00元，只由以后的入账扣回。",
            "10.00 yuan of credits taken back were owed then; only later credits pay that." },
        { "a network that was left", "\n    该成员于2026-05-20移出共济网：出资人解除。",
            "\n    The member was let go on 2026-05-20: the funder wanted it so." },
        { "an ended funder", "未获支付：出资人参保曾终止，共济授权已失效，需重新绑定。其参保自2026-05-20起终止，早于本次结算，授权已失效。  [aid.draw]",
            "it has to be given anew. The insurance ended on 2026-05-20, before this settlement: the authorization is"
            + " over.  [aid.draw]" },
        { "a blocked funder", "未获支付：出资人账户已停用。该账户自2026-05-20起停用，原因为挂失。  [aid.draw]",
            "The funder's account is blocked. It was blocked on 2026-05-20; the reason given was a loss.  [aid.draw]" },
        { "a removed member", "未获支付：本人不是或已不再是该共济网成员。授权于2026-05-20解除。  [aid.draw]",
            "not, or no longer, a member of the network. The authorization ended on 2026-05-20.  [aid.draw]" },
    };

    /// <summary>The same of the pooled fund.</summary>
    public static TheoryData<string, string, string> Pooled => new()
    {
        { "over the cap", "年度支付限额余额不足应付份额", "The cap of the year leaves less than the share." },
        { "the cap used up", "2026年度限额此前已用完，统筹基金实付0.00元",
            "and the cap of 2026 was used up before: the pool pays 0.00 yuan." },
        { "a visit's deductible", "每次就诊起付标准50.00元，本次就诊此前已付0.00元",
            "the deductible of a visit is 50.00 yuan here: 0.00 was paid into it for this visit before" },
        { "over the cap", "2026年内此前已付起付（各级机构合计）0.00元",
            "was paid into deductibles of 2026 before, at whatever" },
        { "an examination and all else", "其余费用：符合范围50.00元",
            "All else: 50.00 yuan are in scope; the deductible here" },
        { "an examination and all else", "其中一项符合政策范围的费用全部计入起付标准  [pool.part_within_deductible]",
            "of one, all that is in scope goes into the deductible.  [pool.part_within_deductible]" },
        { "a special examination", "特殊检查：符合", "Special examinations: 90.00 yuan are in scope; there is no deduct" },
        { "a special examination", "不设年度限额", "and there is no cap of the year: the pool pays 63.00" },
    };

    /// <summary>The same of what stands around the decision.</summary>
    public static TheoryData<string, string, string> Around => new()
    {
        { "in cash", "个人账户支付后余额50.00元", "the own account holds 50.00 yuan after it" },
        { "equal", "\n  与当时有效的结算内容相同，请核对是否重复。  [",
            "\n  Equal to a settlement that stood then: one of the two may be a mistake.  [" },
        { "own account", "支付后余额0.00", "the own account holds 0.00 yuan after it" },
        { "own account", "个人账户历年结余（2025年）50.00元", "own account, historic surplus of 2025: 50.00 yuan" },
        { "own account", "结算时间2026-05-20 12:00:00 +08:00  参保人…", "settled 2026-05-20 12:00:00 +08:00  person …" },
        { "own account", "参保地610199 [西安市 Xi'an]，在职职工", "Insured in 610199 [西安市 Xi'an] as an employee" },
        { "own account", "，二级综合医院或诊所。", ", a general hospital or clinic of level 2: 0.00 yuan own" },
        { "own account", "费用明细不在账中，无法逐条说明分割。", "The fee lines are not in the journal: how each was" },
        { "this year's credits", "个人账户当年（2026年）90.00元", "own account, current year 2026: 90.00 yuan" },
        { "kept credits", "个人账户不再入账，支付的是以前的结余。", "No credits come into the account now: what it pays is" },
        { "credits of a later year", "个人账户2026年入账（就诊年度之后）40.00元",
            "own account, credits of 2026, after the year of the service: 40.00 yuan" },
        { "kept from the pool", "现金90.00元，其中90.00元任何账户不得支付", "cash 90.00 yuan, 90.00 of it out of reach of any" },
        { "own account", "（可供支付50.00元）  [account.too_little]", "It had 50.00 yuan that could pay.  [account.too_" },
        { "a binding of today", "未约定起始日，绑定前的就诊也可支付。", "It has no first day: services before that may be" },
        { "kept credits of a relative", "出资人账户不再入账，支付的是以前的结余。",
            "No credits come into the funder's account now: what it pays is left of before." },
        { "kept from the pool", "个人负担中没有可由个人账户支付的部分  [account.nothing_in_reach]",
            "reason: The own account may pay nothing of what the person bears.  [account.nothing_in_reach]" },
        { "kept from the pool", "个人负担中没有可由家庭共济支付的部分  [aid.nothing_in_reach]",
            "reason: Family aid may pay nothing of what the person bears.  [aid.nothing_in_reach]" },
        { "counted with one that was undone", "此前的结算计入起付200.00元、统筹基金支付60.00元，已于2026-05-20 12:00:00 +08:00撤销",
            "An earlier settlement, which counted with 200.00 yuan of deductibles and 60.00 of the pool, was undone" },
        { "a debt", "此时有待扣回款20.00元，只由以后的入账扣回，不影响本次支付。",
            "20.00 yuan of credits taken back were owed then; only later credits pay that." },
        { "a resident without an account", "没有个人账户，或保留的账户已无余额  [account.none]",
            "The person has no own account, or nothing is left in one that was kept.  [account.none]" },
        { "all payers", "个人账户可用余额不足以支付其可付部分（可供支付", "too little free for all that it may pay. It had" },
        { "moved", "2026年在610100 [西安市 Xi'an]职工医保已计起付90.00元、统筹基金已支付0.00元，不计入本次起付和限额。",
            "In 2026 90.00 yuan went into deductibles in 610100 [西安市 Xi'an] under the employees' scheme, and" },
        { "a registered hospital", "H61010000001 [第一医院]  总额90.00元", "H61010000001 [第一医院]  total 90.00 yuan" },
        { "a pharmacy", "药店购药：在", "Purchase at a pharmacy on 2026-05-20" },
        { "over the cap", "元按二级机构支付比例60%，应由", "shares in, its part is 60% at level 2: " },
        { "a village station", "，村卫生室或社区卫生服务站。全自费", ", a village or community station: 0.00 yuan own" },
        { "a village station", "按村卫生室或社区卫生服务站支付比例60%", "its part is 60% at a village or community station" },
        { "a health centre", "，基层医疗机构。全自费", ", a township or community health centre: 0.00 yuan own" },
        { "a health centre", "按基层医疗机构支付比例50%", "its part is 50% at a township or community health centre" },
        { "a terminal", "参保人本人，终端编号 [T01]，单位 H1，自助终端，发送方自报：签到编号[S01]",
            "the insured person, terminal [T01], at H1, at a terminal, who names as evidence sign-in [S01]." },
        { "a clerk", "发送方自报：身份认证[F77]，认证时间2026-05-20 08:00:00 +08:00，代参保人…0147办理",
            "an identity provider [F77], recognised at 2026-05-20 08:00:00 +08:00, on behalf of the insured …0147." },
    };

    /// <summary>The same of settlements that were undone.</summary>
    public static TheoryData<string, string, string> Undone => new()
    {
        { "a relative's part that was reversed", "不再计入：起付标准90.00元，家庭共济网[N1]的使用额60.00元。",
            "No longer counted: 90.00 yuan to the deductible, 60.00 yuan to what was used of [N1]." },
        { "reversed", "总额90.00元  （此后已撤销，见下）", "total 90.00 yuan  (undone since, see below)" },
        { "reversed", "已撤销", "reversed 2026-05-20 12:00:00 +08:00" },
        { "reversed", "退回：个人账户2025年度入账50.00元，现金40.00元由机构退还。\n  个人账户退回后余额50.00元。\n"
            + "  不再计入：起付标准90.00元。\n",
            "Given back: to the own account 50.00 yuan of 2025, in cash by the institution 40.00 yuan.\n"
            + "  The own account holds 50.00 yuan after it.\n"
            + "  No longer counted: 90.00 yuan to the deductible.\n" },
        { "a debt that a reversal leaves", "\n  此时有待扣回款20.00元，只由以后的入账扣回，冲正退回的款项不用于扣回。\n",
            "\n  20.00 yuan of credits taken back were owed then; later credits pay that, reversals don't.\n" },
        { "H1/2208/M1", "结算撤销（2208） 2026-05-20", "cancelled (2208) 2026-05-20" },
        { "H1/2103/M1", "药店结算撤销（2103） 2026-05-20", "cancelled (2103) 2026-" },
        { "H1/2601/M1", "冲正（2601） 2026-05-20", "reversed (2601) 2026-05-20" },
    };
}
