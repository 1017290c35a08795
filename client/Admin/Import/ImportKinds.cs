using System.Text.Json;
using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Border.Json;

namespace Gongji.Admin.Import;

/// <summary>One kind of record: reads a line of it.</summary>
sealed record ImportKind(Func<JsonElement, Answer<ImportChange>> Read);

/// <summary>A change that a line asks for.</summary>
/// <param name="Target">The person, network or institution that it changes.</param>
/// <param name="Content">What it asks for in one form, of which the operation's digest is made.</param>
/// <param name="Open">As much of the content as says nothing personal that the journal doesn't hold openly: a line
/// without an id is named by it.</param>
sealed record ImportChange(
    string Target, string Content, string Open, Func<Operation, Task<Answer<Confirmation>>> Apply);

/// <summary>Every kind of record, by its name.</summary>
static class ImportKinds
{
    public static Dictionary<string, ImportKind> For(AdminDesk desk) => new()
    {
        ["institution"] = Of<InstitutionCode, InstitutionBody>("code", desk.Register),
        ["person"] = Of<PersonNo, EnrolBody>("psnNo", desk.Enrol, static body => $"{body.Insurance}"),
        ["insurance"] = Of<PersonNo, InsuranceChangeBody>(
            "psnNo", (operation, person, body) => desk.ChangeInsurance(operation, person, body.Insurance)),
        ["credit"] = Of<PersonNo, CreditBody>("psnNo", desk.Credit),
        ["credit_taken_back"] = Of<PersonNo, TakeBackBody>("psnNo", desk.TakeBack),
        ["credential"] = Of<PersonNo, CredentialBody>("psnNo", desk.Bind, static body => body.CertType),
        ["credential_block"] = Named(Of<PersonNo, CredentialBlockBody>("psnNo", desk.Block)),
        ["credential_unblock"] = Named(Of<PersonNo, CredentialNameBody>("psnNo", desk.Unblock)),
        ["account_block"] = Named(Of<PersonNo, AccountBlockBody>("psnNo", desk.BlockAccount)),
        ["account_unblock"] = Named(Of<PersonNo, AccountUnblockBody>(
            "psnNo", (operation, person, _) => desk.UnblockAccount(operation, person))),
        ["network"] = Of<NetworkId, NetworkBody>("network", desk.Form),
        ["modes"] = Of<NetworkId, ModesBody>("network", desk.ConfirmModes),
        ["member"] = new(json => Member(desk, json)),
        ["order"] = Of<PersonNo, OrderBody>("psnNo", desk.Order),
    };

    /// <summary>A kind whose lines need an <c>id</c>: the second block of a card that was unblocked looks like the
    /// first, which was carried out long ago.</summary>
    static ImportKind Named(ImportKind kind) => new(json =>
    {
        var node = NodeReader.Of(json);
        _ = node.Text("id");
        return node.Refusal ?? kind.Read(json);
    });

    /// <param name="open">The part of a body that may be guessed; all of it when null.</param>
    static ImportKind Of<TId, TBody>(
        string targetField,
        Func<Operation, TId, TBody, Task<Answer<Confirmation>>> change,
        Func<TBody, string>? open = null)
        where TId : struct, IId<TId>
        where TBody : class => new(json => Read(json, targetField, "", change, open));

    static Answer<ImportChange> Member(AdminDesk desk, JsonElement json)
    {
        var node = NodeReader.Of(json);
        var member = node.Id<PersonNo>("psnNo");
        return node.Refusal ?? Read<NetworkId, MemberBody>(
            json, "network", member.Value, (operation, id, body) => desk.AddMember(operation, id, member, body));
    }

    /// <param name="beside">What the line names beside its target.</param>
    static Answer<ImportChange> Read<TId, TBody>(
        JsonElement json,
        string targetField,
        string beside,
        Func<Operation, TId, TBody, Task<Answer<Confirmation>>> change,
        Func<TBody, string>? open = null)
        where TId : struct, IId<TId>
        where TBody : class
    {
        var node = NodeReader.Of(json);
        var target = node.Id<TId>(targetField);
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var body = BodyOf<TBody>.Read(json);
        if (body.IsRefused)
        {
            return body.Refusal;
        }
        var value = body.Value.Value;
        string InFull(string said) => $"{target.Value}\n{beside}\n{said}";
        return new ImportChange(
            target.Value,
            InFull(body.Value.Canonical),
            InFull(open is null ? body.Value.Canonical : open(value)),
            operation => change(operation, target, value));
    }
}

/// <summary>A change of insurance as a line of a file has it: the line's own kind stands beside it.</summary>
sealed record InsuranceChangeBody(InsuranceBody Insurance);

/// <summary>The end of an account's block says nothing but whose it is.</summary>
sealed record AccountUnblockBody;
