using System.Globalization;
using System.Text.Json;

namespace Gongji.Journal.Codec.Compact;

/// <summary>Code, area, kind, level, and then its capabilities.</summary>
sealed class InstitutionRow : Row<InstitutionFacts>
{
    protected override InstitutionFacts Take(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var code = Next<InstitutionCode>(ref reader, options);
        var area = Next<AreaCode>(ref reader, options);
        var kind = Next<InstitutionKind>(ref reader, options);
        var level = Next<int>(ref reader, options);
        var capabilities = new List<string>();
        while (HasMore(ref reader))
        {
            capabilities.Add(Next<string>(ref reader, options));
        }
        return new InstitutionFacts(code, area, kind, level, [.. capabilities]);
    }

    protected override void Put(Utf8JsonWriter writer, InstitutionFacts value)
    {
        Text(writer, value.Code.Value);
        Text(writer, value.Area.Value);
        Text(writer, CamelCase.Of(value.Kind));
        writer.WriteNumberValue(value.Level);
        foreach (var capability in value.Capabilities)
        {
            Text(writer, capability);
        }
    }
}

/// <summary>First day, area, kind, status; and where they are said, account mode (or null) and retiree group.</summary>
sealed class InsuranceRow : Row<Insurance>
{
    protected override Insurance Take(ref Utf8JsonReader reader, JsonSerializerOptions options) => new(
        Next<DateOnly>(ref reader, options),
        Next<AreaCode>(ref reader, options),
        Next<PersonKind>(ref reader, options),
        Next<InsuranceStatus>(ref reader, options),
        Last<AccountMode?>(ref reader, options),
        Last<RetireeGroup?>(ref reader, options));

    protected override void Put(Utf8JsonWriter writer, Insurance value)
    {
        writer.WriteStringValue(value.From.ToString("O", CultureInfo.InvariantCulture));
        Text(writer, value.Area.Value);
        Text(writer, CamelCase.Of(value.Kind));
        Text(writer, CamelCase.Of(value.Status));
        if (value.AccountMode is { } mode)
        {
            Text(writer, CamelCase.Of(mode));
        }
        if (value.RetireeGroup is { } group)
        {
            if (value.AccountMode is null)
            {
                writer.WriteNullValue();
            }
            Text(writer, CamelCase.Of(group));
        }
    }
}

/// <summary>Total, own expense, over the limit, first self-payment, in scope, barred from accounts; and special
/// examinations where there are any. All in fen.</summary>
sealed class AmountsRow : Row<BillAmounts>
{
    protected override BillAmounts Take(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        Of(ref reader, options);

    protected override void Put(Utf8JsonWriter writer, BillAmounts value) => Add(writer, value);

    public static BillAmounts Of(ref Utf8JsonReader reader, JsonSerializerOptions options) => new(
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Next<Money>(ref reader, options),
        Last<Money?>(ref reader, options));

    public static void Add(Utf8JsonWriter writer, BillAmounts value)
    {
        writer.WriteNumberValue(value.Total.Fen);
        writer.WriteNumberValue(value.OwnExpense.Fen);
        writer.WriteNumberValue(value.OverLimit.Fen);
        writer.WriteNumberValue(value.FirstSelfPay.Fen);
        writer.WriteNumberValue(value.InScope.Fen);
        writer.WriteNumberValue(value.AccountBarred.Fen);
        if (value.SpecialExams is { } exams)
        {
            writer.WriteNumberValue(exams.Fen);
        }
    }
}

/// <summary>Year, disease (or null), and then what <see cref="AmountsRow"/> has.</summary>
sealed class PartRow : Row<BillPart>
{
    protected override BillPart Take(ref Utf8JsonReader reader, JsonSerializerOptions options) => new(
        Next<int>(ref reader, options),
        Next<DiseaseCode?>(ref reader, options),
        AmountsRow.Of(ref reader, options));

    protected override void Put(Utf8JsonWriter writer, BillPart value)
    {
        writer.WriteNumberValue(value.Year);
        writer.WriteStringValue(value.Disease?.Value);
        AmountsRow.Add(writer, value.Amounts);
    }
}
