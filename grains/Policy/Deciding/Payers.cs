using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Payers;

namespace Gongji.Policy.Deciding;

/// <summary>Who pays the person's part of a bill before cash does.</summary>
public static class Payers
{
    const string OwnPath = "payers.own_scope";
    const string NoAccountPath = "payers.no_account";
    const string AidPath = "payers.aid_scope";
    const string AidPharmacyPath = "payers.aid_pharmacy_scope";

    /// <summary>Plans the payment of what the pool leaves.</summary>
    /// <param name="policy">The rules of the insured area on the day of service.</param>
    /// <param name="useAccount">False when the person pays in cash alone.</param>
    /// <param name="holdsCredits">Whether anything is in the own account.</param>
    public static PaymentPlan Plan(
        AreaPolicy policy, Insurance insurance, Bill bill, Benefit benefit, bool useAccount, bool holdsCredits)
    {
        var rule = policy.Payers;
        if (!useAccount)
        {
            return new PaymentPlan([], Money.Zero, Money.Zero, Money.Zero, 0, true,
                [new TraceStep("payers", policy.Version, "use_account=false", "cash alone")],
                [Reason.Of(AccountReason.NotAskedFor)]);
        }
        var own = policy.AccountMayPay(insurance, holdsCredits);
        var ownCeiling = own ? Ceiling(rule.OwnScope, bill, benefit) : Money.Zero;
        var (aidPath, aidScope) = bill.Care switch
        {
            CareKind.Outpatient => (AidPath, rule.AidScope),
            CareKind.Pharmacy => (AidPharmacyPath, rule.AidPharmacyScope),
        };
        var aidCeiling = Ceiling(aidScope, bill, benefit);
        var input = $"person={benefit.PersonPart} barred={bill.Amounts.AccountBarred} scope=";
        TraceStep[] trace =
        [
            own
                ? new(OwnPath, policy.Version, input + SnakeCase.Of(rule.OwnScope), $"{ownCeiling}")
                : new(NoAccountPath, policy.Version, "", $"{ownCeiling}"),
            new(aidPath, policy.Version, input + SnakeCase.Of(aidScope), $"{aidCeiling}"),
        ];
        return new PaymentPlan(
            own ? rule.Order : rule.OrderWithoutAccount,
            ownCeiling,
            aidCeiling,
            Money.Max(ownCeiling, aidCeiling),
            rule.Authorizers,
            rule.PartPayment,
            trace,
            benefit.PersonPart.IsZero ? [] : [.. OwnReasons(own, holdsCredits, ownCeiling), .. AidReasons(aidCeiling)]);
    }

    static Reason[] OwnReasons(bool mayPay, bool holdsCredits, Money ceiling)
    {
        if (!mayPay)
        {
            return [Reason.Of(holdsCredits ? AccountReason.Sealed : AccountReason.None)];
        }
        return ceiling.IsZero ? [Reason.Of(AccountReason.NothingInReach)] : [];
    }

    static Reason[] AidReasons(Money ceiling) => ceiling.IsZero ? [Reason.Of(AidReason.NothingInReach)] : [];

    static Money Ceiling(PayScope scope, Bill bill, Benefit benefit)
    {
        var inScope = bill.Amounts.InScope - benefit.PoolPay;
        var wanted = scope switch
        {
            PayScope.InScope => inScope,
            PayScope.SelfPay => inScope + bill.Amounts.FirstSelfPay,
            PayScope.PersonalShare => benefit.PersonPart,
        };
        return Money.Min(wanted, benefit.PersonPart.LessOrZero(bill.Amounts.AccountBarred));
    }
}
