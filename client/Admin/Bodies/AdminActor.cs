using System.Globalization;
using Gongji.Border;
using Gongji.Border.Refusing;
using Microsoft.AspNetCore.Http;

namespace Gongji.Admin.Bodies;

/// <summary>Who asks for a change of the administration, as its headers say. All of them may be left out.</summary>
static class AdminActor
{
    const string OperatorHeader = "Gongji-Operator";
    const string RoleHeader = "Gongji-Role";
    const string OfficeHeader = "Gongji-Office";
    const string ChannelHeader = "Gongji-Channel";
    const string OnBehalfOfHeader = "Gongji-On-Behalf-Of";
    const string ReferenceHeader = "Gongji-Authentication";
    const string AuthenticatedHeader = "Gongji-Authenticated-At";

    const int NumberMax = 30;
    const int ReferenceMax = 64;
    const string Moment = "yyyy-MM-ddTHH:mm:sszzz";

    /// <summary>Every header, and what it says.</summary>
    public static readonly IReadOnlyDictionary<string, string> Headers = new Dictionary<string, string>
    {
        [OperatorHeader] = "Number of the operator, never a name.",
        [RoleHeader] = $"One of {string.Join(", ", NamesJson.Of(typeof(ActorRole)))}; an agency's clerk when left out.",
        [OfficeHeader] = "Code of the institution or agency.",
        [ChannelHeader] = $"One of {string.Join(", ", NamesJson.Of(typeof(ActorChannel)))}.",
        [OnBehalfOfHeader] = "Number of the insured person who is acted for.",
        [ReferenceHeader] = "Reference of the identity provider by which the operator was recognised.",
        [AuthenticatedHeader] = $"When that was, as {Moment}.",
    };

    /// <param name="hasToken">Whether the request was let in by the token of the administration.</param>
    /// <param name="unsaid">The channel when none is named.</param>
    public static Answer<Actor> Read(IHeaderDictionary headers, bool hasToken, ActorChannel unsaid)
    {
        string Text(string name) => headers[name].ToString();
        var role = QueryName<ActorRole>.Of(RoleHeader, Text(RoleHeader), ActorRole.AgencyClerk);
        var channel = QueryName<ActorChannel>.Of(ChannelHeader, Text(ChannelHeader), unsaid);
        var (at, refusedTime) = Time(Text(AuthenticatedHeader));
        var (behalf, refusedPerson) = Person(Text(OnBehalfOfHeader));
        var refusal = role.Refusal ?? channel.Refusal ?? refusedTime ?? refusedPerson
            ?? RefusesText(OperatorHeader, Text(OperatorHeader), NumberMax)
            ?? RefusesText(OfficeHeader, Text(OfficeHeader), NumberMax)
            ?? RefusesText(ReferenceHeader, Text(ReferenceHeader), ReferenceMax);
        if (refusal is not null)
        {
            return refusal;
        }
        var evidence = Text(ReferenceHeader) is { Length: > 0 } reference
            ? new Evidence(EvidenceKind.Provider, reference, at)
            : hasToken ? new Evidence(EvidenceKind.Token) : null;
        return new Actor(
            role.Name,
            channel.Name,
            OperatorNumber.Of(Text(OperatorHeader)),
            Text(OfficeHeader) is { Length: > 0 } office ? office : null,
            evidence,
            behalf);
    }

    static (DateTimeOffset? At, Refusal? Refusal) Time(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }
        return DateTimeOffset.TryParseExact(
            text, Moment, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? (at, null)
            : (null, Malformed(AuthenticatedHeader, text, Moment));
    }

    static (PersonNo? Person, Refusal? Refusal) Person(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }
        var id = PathId<PersonNo>.Of(text);
        return id.Refusal is null ? (id.Id, null) : (null, Malformed(OnBehalfOfHeader, "", "a person's number"));
    }

    static Refusal? RefusesText(string header, string text, int longest) =>
        text.Length <= longest && !text.Any(static c => c is < ' ' or > '~')
            ? null
            : Malformed(header, "", $"at most {longest} characters of ASCII");

    static Refusal Malformed(string header, string value, string wanted) =>
        Refusal.Of(AdminRefusal.ValueMalformed, header, Refusals.WithAllowed(value, [wanted]));
}
