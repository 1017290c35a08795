using System.Text.Json;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Codec.Compact;

/// <summary>The accounts of a settlement by what they are to it: <c>fund/310100</c> of the insured area,
/// <c>own/2025</c> of the patient, <c>aid/N1</c> in transit, <c>cash</c> and <c>receivable</c> of the institution. Any
/// other has its whole name.</summary>
readonly struct AccountNames(PersonNo person, AreaCode area, InstitutionCode institution)
{
    const string Cash = "cash";
    const string Receivable = "receivable";
    const string Fund = "fund/";
    const string Own = "own/";
    const string Aid = "aid/";

    readonly string _cash = Accounts.Cash(institution);
    readonly string _receivable = Accounts.Receivable(institution);
    readonly string _funds = Accounts.Fund(area, "");
    readonly string _own = Accounts.Of(person, Purse.Own);

    public KeptPosting Kept(Posting posting) => new(ShortOf(posting.Account), posting.Signed);

    /// <remarks>No posting is of nothing.</remarks>
    public Posting Whole(KeptPosting kept) => kept.Fen > 0
        ? Posting.Debit(WholeOf(kept.Account), Money.FromFen(kept.Fen))
        : Posting.Credit(WholeOf(kept.Account), Money.FromFen(checked(-kept.Fen)));

    string ShortOf(string account)
    {
        if (account == _cash)
        {
            return Cash;
        }
        if (account == _receivable)
        {
            return Receivable;
        }
        var name = Behind(account, _funds) is { } fund ? Fund + fund
            : Behind(account, _own) is { } year ? Own + year
            : Behind(account, Aid) is { } transit ? Aid + transit[..Math.Max(0, transit.IndexOf('/'))]
            : account;
        name = WholeOf(name) == account ? name : account;
        return WholeOf(name) == account ? name : throw new JsonException($"no account is called '{account}'");
    }

    string WholeOf(string name) =>
        name == Cash ? _cash
        : name == Receivable ? _receivable
        : Behind(name, Own) is { Length: 4 } year && year.All(char.IsAsciiDigit) ? _own + year
        : name.AsSpan().Count('/') != 1 ? name
        : Behind(name, Fund) is { } fund ? _funds + fund
        : Behind(name, Aid) is { Length: > 0 } network ? Accounts.AidInTransit(NetworkId.Of(network))
        : name;

    static string? Behind(string text, string start) =>
        text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;
}
