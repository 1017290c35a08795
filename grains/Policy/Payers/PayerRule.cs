namespace Gongji.Policy.Payers;

/// <summary>Who pays the person's part before cash does, and how far.</summary>
/// <param name="AidPharmacyScope">The scope of family aid for a purchase in a pharmacy.</param>
/// <param name="Authorizers">How many networks one settlement may draw on.</param>
sealed record PayerRule(
    PayerKind[] Order,
    PayScope OwnScope,
    PayScope AidScope,
    PayScope AidPharmacyScope,
    int Authorizers,
    bool PartPayment)
{
    /// <summary>The order for a person without an own account.</summary>
    public PayerKind[] OrderWithoutAccount { get; } = [.. Order.Where(static payer => payer == PayerKind.FamilyAid)];
}
