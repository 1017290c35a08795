namespace Gongji.Ledger.Books;

public enum Side
{
    Debit,
    Credit,
}

/// <summary>One line of a double entry: an amount on one side of a named account.</summary>
public sealed record Posting(string Account, Side Side, Money Amount)
{
    public static Posting Debit(string account, Money amount) => new(account, Side.Debit, amount);

    public static Posting Credit(string account, Money amount) => new(account, Side.Credit, amount);

    /// <summary>The same amount on the other side.</summary>
    public Posting Reverse() => this with
    {
        Side = Side switch
        {
            Side.Debit => Side.Credit,
            Side.Credit => Side.Debit,
        },
    };

    /// <summary>The amount in fen as a sum takes it: a debit adds, a credit takes away.</summary>
    public long Signed => Side switch
    {
        Side.Debit => Amount.Fen,
        Side.Credit => -Amount.Fen,
    };
}

/// <summary>Money of a person that is kept apart from the rest.</summary>
public enum Purse
{
    /// <summary>The own account 个人账户.</summary>
    Own,

    /// <summary>The wallet 医保钱包, which relatives in other areas put money into.</summary>
    Wallet,
}

/// <summary>The names of the accounts that postings use.</summary>
public static class Accounts
{
    /// <summary>What a purse of a person holds of the credits of one year: a liability to the person.</summary>
    public static string Lot(PersonNo person, Purse purse, int year) => $"{Of(person, purse)}{year}";

    /// <summary>What the accounts of one purse begin with.</summary>
    public static string Of(PersonNo person, Purse purse) => $"person/{person}/{SnakeCase.Of(purse)}/";

    /// <summary>A fund of a pooling area, by its national fund code (fund_pay_type).</summary>
    public static string Fund(AreaCode area, string fundPayType) => $"fund/{area.PoolingArea}/{fundPayType}";

    /// <summary>What an institution is owed for the bills that were settled.</summary>
    public static string Receivable(InstitutionCode institution) => $"institution/{institution}/receivable";

    /// <summary>Cash that patients paid at an institution's counter.</summary>
    public static string Cash(InstitutionCode institution) => $"institution/{institution}/cash";

    /// <summary>Aid money between the patient's commit and the funder's capture; zero when all is captured.</summary>
    public static string AidInTransit(NetworkId network) => $"aid/{network}/transit";

    /// <summary>What a person's next credits have to pay for credits that were taken back when they had been
    /// spent.</summary>
    public static string Owed(PersonNo person) => $"person/{person}/owed";

    /// <summary>Where money credited to accounts comes from: contributions by pooling area and kind.</summary>
    public static string Contributions(AreaCode area, string kind) => $"contributions/{area.PoolingArea}/{kind}";
}

public static class Postings
{
    /// <exception cref="InvalidOperationException">The postings do not sum to zero; a bug of the caller.</exception>
    public static Posting[] Balanced(params IEnumerable<Posting> postings)
    {
        Posting[] lines = [.. postings.Where(static p => !p.Amount.IsZero)];
        return Sum(lines) == 0 ? lines : throw new InvalidOperationException("postings do not sum to zero");
    }

    /// <summary>Debits less credits, in fen.</summary>
    public static long Sum(IEnumerable<Posting> postings) => postings.Sum(static p => p.Signed);
}
