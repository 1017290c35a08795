using System.Text.RegularExpressions;
using Gongji.Identity;

namespace Gongji.Border;

/// <summary>What the ledger keeps of a sender's number for an operator.</summary>
static partial class OperatorNumber
{
    /// <summary>Null when none was sent. Some programs send the operator's identity number: of that only the end is
    /// kept.</summary>
    public static string? Of(string sent) =>
        sent.Length == 0 ? null : IdentityNumber().IsMatch(sent) ? Mask.Tail(sent) : sent;

    [GeneratedRegex(@"^([0-9]{15}|[0-9]{17}[0-9Xx])\z")]
    private static partial Regex IdentityNumber();
}
