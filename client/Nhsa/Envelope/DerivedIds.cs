using System.Security.Cryptography;
using System.Text;

namespace Gongji.Nhsa.Envelope;

/// <summary>Ids that the gateway issues, derived from the operation that asked for them: a retry gets the same
/// id.</summary>
static class DerivedIds
{
    const int Characters = 20;
    const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Area (6), a letter, and the first 100 bits of the SHA-256 of what it is made from in base 32.</summary>
    public static string Make(InstitutionCode institution, char kind, string from)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{from}"));
        return string.Create(7 + Characters, (institution, kind, hash), static (text, made) =>
        {
            AreaIn(made.institution.Value).CopyTo(text);
            text[6] = made.kind;
            for (var i = 0; i < Characters; i++)
            {
                text[7 + i] = Alphabet[Digit(made.hash, i * 5)];
            }
        });
    }

    /// <summary>The six digits that follow the first letter of an institution's code, or zeros.</summary>
    static string AreaIn(string institution) =>
        institution.Length >= 7 && !institution.AsSpan(1, 6).ContainsAnyExceptInRange('0', '9')
            ? institution[1..7]
            : "000000";

    static int Digit(byte[] hash, int bit)
    {
        var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
        return (pair >> (11 - (bit % 8))) & 31;
    }
}
