using System.Collections.Frozen;

namespace Gongji.Policy.Catalogues;

/// <summary>What a catalogue says of an item, or of all items whose code begins alike.</summary>
/// <param name="Limit">Price limit in yuan for one unit; null when there is none.</param>
sealed record CatalogueItem(
    string Code,
    ItemClass Class,
    decimal SelfPay,
    decimal? Limit,
    bool AccountBarred,
    string FeeCategory,
    bool SpecialExam = false)
{
    /// <summary>An item that no catalogue knows is own expense, fee category 14 (other).</summary>
    public static readonly CatalogueItem Unknown = new("", ItemClass.Own, 1m, null, false, "14");

    /// <summary>Splits a line: what is above the price limit comes off first, then the first self-payment. Of an item
    /// that its institution did not approve nothing is left to split.</summary>
    public LineSplit Split(FeeItem item) => item.OwnExpense ? NotInsured.SplitByClass(item) : SplitByClass(item);

    CatalogueItem NotInsured =>
        this with { Class = ItemClass.Own, SelfPay = 1m, Limit = null, SpecialExam = false };

    LineSplit SplitByClass(FeeItem item) => Class switch
    {
        ItemClass.A or ItemClass.B => WithinLimit(item),
        ItemClass.Own => Parts(item.Total, Money.Zero, Money.Zero, Money.Zero),
    };

    LineSplit WithinLimit(FeeItem item)
    {
        var over = item.Total.LessOrZero(Allowed(item));
        var firstSelfPay = (item.Total - over).Share(SelfPay);
        return Parts(Money.Zero, over, firstSelfPay, item.Total - over - firstSelfPay);
    }

    // Compared by division first: the product of a count from the wire and a limit could overflow.
    Money Allowed(FeeItem item) => Limit is not { } limit || item.Total.Yuan / limit <= item.Count
        ? item.Total
        : Money.FromFen((long)decimal.Round(Math.Max(0m, item.Count) * limit * 100m, 0, MidpointRounding.AwayFromZero));

    LineSplit Parts(Money ownExpense, Money overLimit, Money firstSelfPay, Money inScope) =>
        new(
            ownExpense,
            overLimit,
            firstSelfPay,
            inScope,
            Class,
            SelfPay,
            Limit,
            AccountBarred,
            FeeCategory,
            SpecialExam ? true : null);
}

/// <summary>The items of an area on a day; the entry with the longest matching code decides.</summary>
sealed class Catalogue
{
    readonly FrozenDictionary<string, CatalogueItem> _exact;
    readonly FrozenDictionary<string, CatalogueItem>.AlternateLookup<ReadOnlySpan<char>> _prefixes;
    readonly int[] _prefixLengths;

    public Catalogue(IEnumerable<CatalogueItem> exact, IReadOnlyCollection<CatalogueItem> prefixes, string digest)
    {
        _exact = exact.ToFrozenDictionary(static item => item.Code, StringComparer.Ordinal);
        _prefixes = prefixes
            .ToFrozenDictionary(static item => item.Code, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _prefixLengths = [.. prefixes.Select(static item => item.Code.Length).Distinct().OrderDescending()];
        Digest = digest;
    }

    /// <summary>Digest over all entries, part of the version of the rules.</summary>
    public string Digest { get; }

    public CatalogueItem Find(string code)
    {
        if (_exact.TryGetValue(code, out var item))
        {
            return item;
        }
        foreach (var length in _prefixLengths)
        {
            if (length <= code.Length && _prefixes.TryGetValue(code.AsSpan(0, length), out item))
            {
                return item;
            }
        }
        return CatalogueItem.Unknown;
    }
}
