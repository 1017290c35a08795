using System.Text.Json;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Journal.Codec.Compact;

/// <summary>Fund, base, deductible, what is left of the deductible, ratio, what it pays; and what is left of the cap,
/// where there is one. Amounts in fen.</summary>
sealed class LayerRow : Row<Layer>
{
    protected override Layer Take(ref Utf8JsonReader reader, JsonSerializerOptions options) => new(
        Next<string>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<decimal>(ref reader, options),
        Next<Money>(ref reader, options),
        Last<Money?>(ref reader, options));

    protected override void Put(Utf8JsonWriter writer, Layer value)
    {
        Text(writer, value.Fund);
        writer.WriteNumberValue(value.Base.Fen);
        writer.WriteNumberValue(value.Deductible.Fen);
        writer.WriteNumberValue(value.DeductibleLeft.Fen);
        writer.WriteNumberValue(value.Ratio);
        writer.WriteNumberValue(value.Pays.Fen);
        if (value.CapLeft is { } left)
        {
            writer.WriteNumberValue(left.Fen);
        }
    }
}

/// <summary>Name, before (or null), used; and the unit where it is not fen.</summary>
sealed class CounterRow : Row<KeptCounter>
{
    protected override KeptCounter Take(ref Utf8JsonReader reader, JsonSerializerOptions options) => new(
        Next<string>(ref reader, options),
        Next<long?>(ref reader, options),
        Next<long>(ref reader, options),
        Last<Unit?>(ref reader, options));

    protected override void Put(Utf8JsonWriter writer, KeptCounter value)
    {
        Text(writer, value.Name);
        if (value.Before is { } before)
        {
            writer.WriteNumberValue(before);
        }
        else
        {
            writer.WriteNullValue();
        }
        writer.WriteNumberValue(value.Used);
        if (value.Unit is { } unit)
        {
            Text(writer, CamelCase.Of(unit));
        }
    }
}

/// <summary>Year, amount in fen; and the purse where it is not the own account.</summary>
sealed class LotRow : Row<LotPart>
{
    protected override LotPart Take(ref Utf8JsonReader reader, JsonSerializerOptions options) => new(
        Next<int>(ref reader, options),
        Next<Money>(ref reader, options),
        Last<Purse?>(ref reader, options) ?? Purse.Own);

    protected override void Put(Utf8JsonWriter writer, LotPart value)
    {
        writer.WriteNumberValue(value.Year);
        writer.WriteNumberValue(value.Amount.Fen);
        if (value.Purse != Purse.Own)
        {
            Text(writer, CamelCase.Of(value.Purse));
        }
    }
}

/// <summary>A posting by the account's name in its entry: see <see cref="AccountNames"/>.</summary>
/// <param name="Fen">A debit is above zero, a credit below.</param>
sealed record KeptPosting(string Account, long Fen);

/// <summary>Account, fen.</summary>
sealed class PostingRow : Row<KeptPosting>
{
    protected override KeptPosting Take(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        new(Next<string>(ref reader, options), Next<long>(ref reader, options));

    protected override void Put(Utf8JsonWriter writer, KeptPosting value)
    {
        Text(writer, value.Account);
        writer.WriteNumberValue(value.Fen);
    }
}
