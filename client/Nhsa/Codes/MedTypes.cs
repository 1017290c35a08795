using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Nhsa.Codes;

/// <summary>Reads med_type 医疗类别; a category that the ledger doesn't settle is refused in so many words.</summary>
static class MedTypes
{
    /// <summary>Null when none was sent.</summary>
    public static CareKind? OptionalCare(NodeReader node)
    {
        var medType = node.OptionalText("med_type", 6);
        if (medType.Length == 0)
        {
            return null;
        }
        var care = NhsaCodes.Care(medType);
        if (care is null)
        {
            node.Refuse(GatewayRefusal.MedTypeNotSupported, "med_type", medType);
        }
        return care;
    }
}
