using System.Text.Json;
using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Border.Json;

namespace Gongji.Admin.Import;

/// <summary>One kind of record.</summary>
/// <param name="TargetField">The field that names what is changed.</param>
sealed record ImportKind(string TargetField, Func<Operation, string, JsonElement, Task<Answer<Confirmation>>> Apply);

/// <summary>Every kind of record, by its name.</summary>
static class ImportKinds
{
    public static Dictionary<string, ImportKind> For(AdminDesk desk) => new()
    {
        ["institution"] = Of<InstitutionCode, InstitutionBody>("code", desk.Register),
        ["person"] = Of<PersonNo, EnrolBody>("psnNo", desk.Enrol),
        ["insurance"] = Of<PersonNo, InsuranceChangeBody>(
            "psnNo", (operation, person, body) => desk.ChangeInsurance(operation, person, body.Insurance)),
        ["credit"] = Of<PersonNo, CreditBody>("psnNo", desk.Credit),
        ["credential"] = Of<PersonNo, CredentialBody>("psnNo", desk.Bind),
        ["credential_block"] = Named(Of<PersonNo, CredentialBlockBody>("psnNo", desk.Block)),
        ["credential_unblock"] = Named(Of<PersonNo, CredentialNameBody>("psnNo", desk.Unblock)),
        ["account_block"] = Named(Of<PersonNo, AccountBlockBody>("psnNo", desk.BlockAccount)),
        ["account_unblock"] = Named(Of<PersonNo, AccountUnblockBody>(
            "psnNo", (operation, person, _) => desk.UnblockAccount(operation, person))),
        ["network"] = Of<NetworkId, NetworkBody>("network", desk.Form),
        ["modes"] = Of<NetworkId, ModesBody>("network", desk.ConfirmModes),
        ["member"] = new("network", (operation, network, json) => Member(desk, operation, network, json)),
        ["order"] = Of<PersonNo, OrderBody>("psnNo", desk.Order),
    };

    /// <summary>A kind whose lines need an <c>id</c>: the second block of a card that was unblocked looks like the
    /// first, which was carried out long ago.</summary>
    static ImportKind Named(ImportKind kind) => kind with
    {
        Apply = async (operation, target, json) =>
        {
            var node = NodeReader.Of(json);
            _ = node.Text("id");
            return node.Refusal is { } refusal ? refusal : await kind.Apply(operation, target, json);
        },
    };

    static ImportKind Of<TId, TBody>(
        string targetField, Func<Operation, TId, TBody, Task<Answer<Confirmation>>> change)
        where TId : struct, IId<TId>
        where TBody : class => new(targetField, async (operation, target, json) =>
        {
            var id = PathId<TId>.Of(target);
            var body = BodyOf<TBody>.Read(json);
            return (id.Refusal ?? body.Refusal) is { } refusal
                ? refusal
                : await change(operation, id.Id, body.Value!.Value);
        });

    static async Task<Answer<Confirmation>> Member(
        AdminDesk desk, Operation operation, string network, JsonElement json)
    {
        var node = NodeReader.Of(json);
        var member = node.Id<PersonNo>("psnNo");
        return node.Refusal is { } refusal
            ? refusal
            : await Of<NetworkId, MemberBody>("network", (named, id, body) => desk.AddMember(named, id, member, body))
                .Apply(operation, network, json);
    }
}

/// <summary>A change of insurance as a line of a file has it: the line's own kind stands beside it.</summary>
sealed record InsuranceChangeBody(InsuranceBody Insurance);

/// <summary>The end of an account's block says nothing but whose it is.</summary>
sealed record AccountUnblockBody;
