using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Identity;

namespace Gongji.Nhsa.Desks;

/// <summary>The visit credential (就诊凭证) that a message brings.</summary>
/// <param name="Type">mdtrt_cert_type, as it was sent.</param>
/// <param name="Number">mdtrt_cert_no; empty when the message brings none.</param>
sealed record ShownCredential(string Type, string Number)
{
    const int LongestOfReaders = 16_000;

    public bool IsNone => Number.Length == 0;

    public static ShownCredential In(NodeReader node) => new(
        node.OptionalText("mdtrt_cert_type", 3), node.OptionalText("mdtrt_cert_no", LongestOfReaders));

    /// <summary>What it is by its kind; the number stands in no refusal.</summary>
    public Answer<PresentedCredential> Presented() => PresentedCredential.OfVisit(Type, Number) is { } credential
        ? credential
        : Refusal.Of(GatewayRefusal.CredentialNotSupported, "mdtrt_cert_type", Type);

    /// <summary>An operation for a person of whom this was shown.</summary>
    public Operation For(PersonNo person, Operation asked, IdentityVault vault) =>
        IsNone || Presented() is not { IsRefused: false, Value: { } credential }
            ? asked
            : asked with
            {
                By = asked.By! with
                {
                    OnBehalfOf = person,
                    Presented = new Evidence(KindOf(Type), vault.HashOf(credential).Value),
                },
            };

    static EvidenceKind KindOf(string type) => type.TrimStart('0') switch
    {
        "1" => EvidenceKind.ECredential,
        "2" => EvidenceKind.IdentityDocument,
        _ => EvidenceKind.SocialSecurityCard,
    };

    public override string ToString() => $"({Type})";
}
