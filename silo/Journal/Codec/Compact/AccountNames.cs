using System.Globalization;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Codec.Compact;

/// <summary>The accounts of a settlement by what they are to it: <c>fund/310100</c> of the insured area,
/// <c>own/2025</c> of the patient, <c>aid/N1</c> in transit, <c>cash</c> and <c>receivable</c> of the institution. Any
/// other has its whole name.</summary>
readonly struct AccountNames(PersonNo person, AreaCode area, InstitutionCode institution)
{
    public KeptPosting Kept(Posting posting) => new(ShortOf(posting.Account), posting.Signed);

    /// <remarks>No posting is of nothing.</remarks>
    public Posting Whole(KeptPosting kept) => kept.Fen > 0
        ? Posting.Debit(WholeOf(kept.Account), Money.FromFen(kept.Fen))
        : Posting.Credit(WholeOf(kept.Account), Money.FromFen(checked(-kept.Fen)));

    string ShortOf(string account)
    {
        var name = account.Split('/') switch
        {
            ["fund", _, var fund] => $"fund/{fund}",
            ["person", _, "own", var year] => $"own/{year}",
            ["aid", var network, "transit"] => $"aid/{network}",
            ["institution", _, ("cash" or "receivable") and var what] => what,
            _ => account,
        };
        return WholeOf(name) == account ? name : account;
    }

    string WholeOf(string name) => name.Split('/') switch
    {
        ["fund", var fund] => Accounts.Fund(area, fund),
        ["own", { Length: 4 } year] when int.TryParse(year, CultureInfo.InvariantCulture, out var of) =>
            Accounts.Lot(person, Purse.Own, of),
        ["aid", { Length: > 0 } network] => Accounts.AidInTransit(NetworkId.Of(network)),
        ["cash"] => Accounts.Cash(institution),
        ["receivable"] => Accounts.Receivable(institution),
        _ => name,
    };
}
