using System.Globalization;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Admin.Bodies;

/// <summary>An id in a path, or why it is none.</summary>
readonly record struct PathId<TId>(TId Id, Refusal? Refusal) where TId : struct, IId<TId>
{
    public static PathId<TId> Of(string text)
    {
        try
        {
            return new(TId.Of(text), null);
        }
        catch (FormatException)
        {
            return new(default, Refusal.Of(MessageRefusal.IdMalformed, "path", text));
        }
    }

    /// <summary>Always succeeds, so that a wrong id gets an answer that says what is wrong.</summary>
    public static bool TryParse(string text, out PathId<TId> id)
    {
        id = Of(text);
        return true;
    }
}

/// <summary>A member of an enum in a query, by the name that JSON has for it, or why it is none.</summary>
readonly record struct QueryName<T>(T Name, Refusal? Refusal) where T : struct, Enum
{
    /// <param name="unsaid">What counts when the query says nothing.</param>
    public static QueryName<T> Of(string field, string? text, T unsaid) => string.IsNullOrEmpty(text)
        ? new(unsaid, null)
        : NamesJson.Find<T>(text) is { } name
            ? new(name, null)
            : new(default, Refusal.Of(
                AdminRefusal.ValueMalformed, field, Refusals.WithAllowed(text, NamesJson.Of(typeof(T)))));
}

/// <summary>An amount in a query, in yuan, or why it is none; null when the query says nothing.</summary>
readonly record struct QueryMoney(Money? Amount, Refusal? Refusal)
{
    public static QueryMoney Of(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return new(null, null);
        }
        var (yuan, wrong) = NumberText.Read(text, decimals: 2);
        return wrong is { } reason
            ? new(null, Refusal.Of(reason, field, text))
            : new(Money.TryFromYuan(yuan!.Value), null);
    }
}

/// <summary>A day in a query, as yyyy-MM-dd.</summary>
static class DayText
{
    const string Form = "yyyy-MM-dd";

    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day < DateOnly.MaxValue && day > DateOnly.MinValue
            ? day
            : null;

    public static Refusal? Refuses(string field, string? text) =>
        string.IsNullOrEmpty(text) || Read(text) is not null
            ? null
            : Refusal.Of(MessageRefusal.TimeMalformed, field, Refusals.WithAllowed(text, [Form]));
}
