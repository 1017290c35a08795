using System.Globalization;
using Gongji.Policy.Benefits;
using Gongji.Policy.Deciding;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Policy;

public sealed class PayersTests
{
    // The last day on which Hanzhong's aid paid compliant self-paid cost alone.
    static readonly DateOnly EndOf2023 = new(2023, 12, 31);

    /// <summary>Each bill has 1000 in scope, the year's deductible paid, 30 first self-pay, 20 over limit and 50 own
    /// expense. Payers by letter: H own historic, C own current, A family aid.</summary>
    public static TheoryData<string[]> Ceilings => Table.Rows("", """
        area   | on   | kind     | at       | barred | order | own | aid | nets | part  | why
        610100 | 2026 | Active   | L3       | 0      | HCA   | 600 | 600 | 2    | True  | whole personal share
        610100 | 2026 | Active   | L3       | 50     | HCA   | 550 | 550 | 2    | True  | barred lines are for cash
        610100 | 2026 | Resident | L1       | 0      | A     | 0   | 900 | 2    | True  | no account; a cap of 200
        610100 | 2026 | Flexible | L1       | 0      | HCA   | 400 | 400 | 2    | True  | flexible has an account here
        610700 | 2026 | Active   | L3       | 0      | HCA   | 600 | 600 | 2    | True  | the whole share since 2024
        610700 | 2023 | Active   | L3       | 0      | HCA   | 600 | 530 | 2    | True  | compliant self-pay alone
        610700 | 2023 | Active   | L3       | 50     | HCA   | 550 | 530 | 2    | True  | barred lines lie outside it
        610700 | 2026 | Active   | Pharmacy | 0      | HCA   | 400 | 400 | 2    | True  | aid for all pharmacy items
        140100 | 2026 | Active   | L3       | 0      | HCA   | 550 | 550 | 1    | True  | the ceiling of the year is met
        210300 | 2026 | Active   | L3       | 0      | HCA   | 600 | 600 | 1    | False | all or nothing
        210300 | 2026 | Flexible | L3       | 0      | A     | 0   | 600 | 1    | False | flexible has no account here
        """);

    [Theory]
    [MemberData(nameof(Ceilings))]
    public void Accounts_pay_in_the_area_s_order_and_no_more_than_its_scope(string[] row)
    {
        var (area, kind) = (row[0], Enum.Parse<PersonKind>(row[2]));
        var bill = Bills.Of(
            area,
            row[3],
            Bills.Amounts("1000", "30", "20", "50", row[4]),
            new DateOnly(int.Parse(row[1], CultureInfo.InvariantCulture), 12, 31));

        var plan = Plan(area, kind, bill, useAccount: true);

        Assert.Equal(row[5], string.Concat(plan.Order.Select(Letter)));
        Assert.Equal((Bills.Yuan(row[6]), Bills.Yuan(row[7])), (plan.OwnCeiling, plan.AidCeiling));
        Assert.Equal((row[8], row[9]), ($"{plan.Authorizers}", $"{plan.PartPayment}"));
    }

    [Fact]
    public void A_person_who_does_not_use_accounts_pays_in_cash()
    {
        var bill = Bills.Of("610100", "L3", Bills.Amounts("1000"));

        var plan = Plan("610100", PersonKind.Active, bill, useAccount: false);

        Assert.Empty(plan.Order);
        Assert.Equal((Money.Zero, Money.Zero), (plan.OwnCeiling, plan.AidCeiling));
    }

    [Fact]
    public void A_bill_of_barred_items_alone_is_for_cash()
    {
        var bill = Bills.Of("610100", "Pharmacy", Bills.Amounts("0", own: "80", barred: "80"));

        var plan = Plan("610100", PersonKind.Active, bill, useAccount: true);

        Assert.Equal((Money.Zero, Money.Zero), (plan.OwnCeiling, plan.AidCeiling));
    }

    [Fact]
    public void Accounts_together_pay_no_more_than_the_wider_of_their_scopes_lets_them()
    {
        var bill = Bills.Of("610700", "L3", Bills.Amounts("1000", own: "80"), EndOf2023);

        var plan = Plan("610700", PersonKind.Active, bill, useAccount: true);

        Assert.Equal(
            (Bills.Yuan("580"), Bills.Yuan("500"), Bills.Yuan("580")),
            (plan.OwnCeiling, plan.AidCeiling, plan.AccountsCeiling));
    }

    [Fact]
    public void An_own_expense_item_of_a_pharmacy_may_be_paid_by_the_account()
    {
        var bill = Bills.Of("610100", "Pharmacy", Bills.Amounts("0", own: "80"));

        var plan = Plan("610100", PersonKind.Active, bill, useAccount: true);

        Assert.Equal(Bills.Yuan("80"), plan.OwnCeiling);
    }

    [Fact]
    public void The_plan_s_trace_names_the_scope()
    {
        var bill = Bills.Of("610700", "L3", Bills.Amounts("1000"), EndOf2023);

        var plan = Plan("610700", PersonKind.Active, bill, useAccount: true);

        Assert.Equal(
            ["payers.own_scope -> 500.00", "payers.aid_scope -> 500.00"],
            plan.Trace.Select(static step => $"{step.Rule} -> {step.Result}"));
        Assert.Contains("scope=self_pay", plan.Trace[1].Input, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_credited_before_pays_for_those_whose_account_takes_no_credits_any_more()
    {
        var bill = Bills.Of("210300", "L1", Bills.Amounts("1000"));

        var plan = Plan("210300", PersonKind.Flexible, bill, useAccount: true, holdsCredits: true);

        Assert.Contains(PayerKind.OwnHistoric, plan.Order);
        Assert.False(plan.OwnCeiling.IsZero);
    }

    [Theory]
    [InlineData(InsuranceStatus.Normal, true)]
    [InlineData(InsuranceStatus.Suspended, true)]
    [InlineData(InsuranceStatus.Ended, false)]
    public void An_account_pays_until_its_insurance_has_ended(InsuranceStatus status, bool pays)
    {
        var insurance = Bills.Insured("610100", PersonKind.Active) with { Status = status };

        Assert.Equal(pays, ShippedPacks.On("610100", Bills.Day).AccountMayPay(insurance, holdsCredits: true));
    }

    [Fact]
    public void An_area_that_seals_what_is_left_in_an_account_says_so()
    {
        var packs = ShippedPacks.With("\"kept_usable\": true", "\"kept_usable\": false");
        var xian = packs.For(AreaCode.Of("610100"), Bills.Day)!;
        var (insurance, bill) = (
            Bills.Insured("610100", PersonKind.Resident), Bills.Of("610100", "L1", Bills.Amounts("100")));
        var benefit = Benefits.Assess(xian, insurance, bill, new Counters()).OrThrow();

        var plan = Payers.Plan(xian, insurance, bill, benefit, useAccount: true, holdsCredits: true);

        Assert.True(plan.OwnCeiling.IsZero);
        Assert.True(Assert.Single(plan.Reasons).Is(AccountReason.Sealed));
    }

    [Fact]
    public void Who_has_no_account_is_told_so()
    {
        var bill = Bills.Of("610100", "L1", Bills.Amounts("100"));

        var plan = Plan("610100", PersonKind.Resident, bill, useAccount: true);

        Assert.True(Assert.Single(plan.Reasons).Is(AccountReason.None));
    }

    [Fact]
    public void Where_no_account_may_pay_anything_the_own_one_and_aid_say_so()
    {
        var bill = Bills.Of("610100", "L1", Bills.Amounts("0", own: "90", barred: "90"));

        var plan = Plan("610100", PersonKind.Active, bill, useAccount: true);

        Assert.Equal(
            [Reason.Of(AccountReason.NothingInReach), Reason.Of(AidReason.NothingInReach)], plan.Reasons);
    }

    [Fact]
    public void Who_pays_in_cash_alone_is_told_why()
    {
        var plan = Plan("610100", PersonKind.Active, Bills.Of("610100", "L1", Bills.Amounts("10")), useAccount: false);

        Assert.True(Assert.Single(plan.Reasons).Is(AccountReason.NotAskedFor));
    }

    static char Letter(PayerKind payer) => payer switch
    {
        PayerKind.OwnHistoric => 'H',
        PayerKind.OwnCurrent => 'C',
        _ => 'A',
    };

    static PaymentPlan Plan(
        string area, PersonKind kind, Bill bill, bool useAccount, bool holdsCredits = false)
    {
        var (policy, insurance) = (ShippedPacks.On(area, bill.To), Bills.Insured(area, kind));
        var used = new Counters();
        used.Add([Bills.Use($"{area}/{SnakeCase.Of(insurance.SchemeOf)}/outpatient.deductible/{bill.To.Year}", "700")]);
        var benefit = Benefits.Assess(policy, insurance, bill, used).OrThrow();
        return Payers.Plan(policy, insurance, bill, benefit, useAccount, holdsCredits);
    }
}
