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

    public override string ToString() => $"({Type})";
}
