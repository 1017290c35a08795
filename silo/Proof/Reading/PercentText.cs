using System.Globalization;

namespace Gongji.Proof.Reading;

/// <summary>A share as people say it: <c>0.045</c> is 4.5%.</summary>
static class PercentText
{
    public static string Of(decimal ratio) => (ratio * 100m).ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
