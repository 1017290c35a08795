using System.ComponentModel.DataAnnotations;
using Gongji.Client.Calls;

namespace Gongji.Border;

/// <summary>What an operator may choose of the gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>The largest body that is read, in bytes.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int BodyBytesMax { get; set; } = 2 * 1024 * 1024;

    /// <summary>True writes infcode as text for every institution.</summary>
    public bool TextInfcode { get; set; }

    /// <summary>Institutions whose programs compare infcode with a text.</summary>
    public string[] TextInfcodeInstitutions { get; set; } = [];

    /// <summary>By pooling area, such as <c>610100</c>: what its insured have otherwise.</summary>
    public Dictionary<string, AreaOptions> Areas { get; set; } = [];

    /// <summary>How long a token lives that the administration issues.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>When set, the administration asks for <c>Authorization: Bearer</c> with this token, or, for browsers,
    /// for the user <c>operator</c> with this password.</summary>
    public string? AdminToken { get; set; }

    /// <summary>How the gateway asks again when an outcome is unknown.</summary>
    public AskAgainOptions Retry { get; set; } = new();

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    public void Validate()
    {
        Validator.ValidateObject(this, new ValidationContext(this), validateAllProperties: true);
        Retry.Validate();
        foreach (var (area, options) in Areas)
        {
            if (area.Length != 6 || !area.All(char.IsAsciiDigit) || !area.EndsWith("00", StringComparison.Ordinal))
            {
                throw new ValidationException(
                    $"{nameof(Areas)}: '{area}' is not a pooling area of six digits ending in 00");
            }
            options.Validate(area);
        }
        if (AdminToken is { Length: < 16 })
        {
            throw new ValidationException($"{nameof(AdminToken)} is shorter than 16 characters");
        }
    }

    internal AreaOptions Of(AreaCode area) =>
        Areas.GetValueOrDefault(area.PoolingArea.Value, AreaOptions.National);

    internal bool WritesInfcodeAsText(string institution) =>
        TextInfcode || TextInfcodeInstitutions.Contains(institution);
}

/// <summary>What an area has otherwise: how answers tell what accounts paid, and what must be shown for it.</summary>
public sealed class AreaOptions
{
    internal static readonly AreaOptions National = new();

    static readonly string[] MayDemandCredential = ["2101", "2102", "2201", "2206", "2207"];

    /// <summary>True: acct_pay holds acct_mulaid_pay. False: it stands beside it.</summary>
    public bool AidInsideAccountPay { get; set; } = true;

    /// <summary>True: fund_pay_sumamt holds acct_pay as well.</summary>
    public bool AccountInsideFundSum { get; set; }

    /// <summary>Transactions, by their four digits, that have to bring a visit credential.</summary>
    public string[] CredentialDemandedBy { get; set; } = [];

    internal bool DemandsCredential(string infno) => CredentialDemandedBy.Contains(MessageId.FamilyOf(infno));

    /// <exception cref="ValidationException">An option is wrong; the message names it.</exception>
    internal void Validate(string area)
    {
        if (CredentialDemandedBy.Except(MayDemandCredential).FirstOrDefault() is { } infno)
        {
            throw new ValidationException(
                $"{nameof(GatewayOptions.Areas)}: {area} {nameof(CredentialDemandedBy)}: '{infno}' is none of "
                + string.Join(", ", MayDemandCredential));
        }
    }
}
