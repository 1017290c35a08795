namespace Gongji.Identity;

/// <summary>Something that a person is known by.</summary>
/// <param name="Kind"><c>ec</c>, <c>card</c>, or <c>id:</c> and the two digits of psn_cert_type.</param>
public sealed record PresentedCredential(string Kind, string Number)
{
    const string ECredential = "ec";
    const string ResidentIdentityCard = "01";
    const string SocialSecurityCard = "90";

    /// <summary>An identity document by psn_cert_type; some senders leave the leading zero out.</summary>
    public static PresentedCredential Document(string certType, string number)
    {
        var type = certType.Length switch { 0 => ResidentIdentityCard, 1 => "0" + certType, _ => certType };
        return type == SocialSecurityCard ? Card(number) : new PresentedCredential("id:" + type, number);
    }

    public static PresentedCredential Card(string number) => new("card", BeforeBar(number));

    public static PresentedCredential Token(string number) => new(ECredential, BeforeBar(number));

    /// <summary>A visit credential (就诊凭证): 01 e-credential, 02 identity card, 03 social security card.</summary>
    public static PresentedCredential? OfVisit(string certType, string number) => certType switch
    {
        "01" or "1" => Token(number),
        "02" or "2" => Document(ResidentIdentityCard, BeforeBar(number)),
        "03" or "3" => Card(number),
        _ => null,
    };

    /// <summary>Whether it is an e-credential (ecToken).</summary>
    public bool IsElectronic => Kind == ECredential;

    public override string ToString() => $"({Kind})";

    // Card readers append a long Base64 text behind the number.
    static string BeforeBar(string number) => number.Split('|')[0];
}
