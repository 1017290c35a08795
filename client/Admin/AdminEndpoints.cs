using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Admin.Import;
using Gongji.Families;
using Gongji.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gongji.Admin;

/// <summary>The administration over HTTP.</summary>
static class AdminEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/admin").AddEndpointFilter<AdminEdge>();
        MapPersonChanges(admin.MapGroup("/persons/{psn_no}").WithTags("persons"));
        MapTakingBack(admin.MapGroup("/persons/{psn_no}").WithTags("persons"));
        MapBlocks(admin.MapGroup("/persons/{psn_no}").WithTags("persons"));
        TokenEndpoints.Map(admin.MapGroup("/persons/{psn_no}").WithTags("persons"));
        PersonReadings.Map(admin.MapGroup("/persons/{psn_no}").WithTags("persons"));
        MapInstitutions(admin.MapGroup("/institutions/{code}").WithTags("institutions"));
        MapNetworks(admin.MapGroup("/networks/{id}").WithTags("networks"));
        ImportEndpoint.Map(admin);
        AdminMisses.Map(admin);
    }

    static void MapPersonChanges(RouteGroupBuilder person)
    {
        person.MapPut("", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<EnrolBody> body) =>
            change.Run("person", psn_no, body, change.Desk.Enrol))
            .Describe(
                "Enrol a person, or change who it is", "The identity document becomes a credential of the person.");
        person.MapPost("/insurance", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<InsuranceBody> body) =>
            change.Run("insurance", psn_no, body, change.Desk.ChangeInsurance))
            .Describe("Change a person's insurance from a day on", "Area, kind or status; the past stays as it was.");
        person.MapPost("/credits", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<CreditBody> body) =>
            change.Run("credit", psn_no, body, change.Desk.Credit))
            .Describe("Credit a person's own account", "The same key books once, however often it is sent.");
        person.MapPost("/credentials", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<CredentialBody> body) =>
            change.Run("credential", psn_no, body, change.Desk.Bind))
            .Describe("Bind a card or an e-credential to a person", "Its number is kept as a keyed hash only.");
        person.MapPut("/networks", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<OrderBody> body) =>
            change.Run("order", psn_no, body, change.Desk.Order))
            .Describe("Order a person's networks", "All of them, in the order in which they are to pay.");
    }

    static void MapTakingBack(RouteGroupBuilder person)
    {
        const string summary = "Take a credit back, whole or in part";
        const string rest =
            "Without a reason it was a mistake, and that is recorded; without an amount all of it goes. What is not "
            + "there any more is owed and paid by the next credits; the balance never falls below zero.";
        person.MapDelete("/credits/{credit}", static (
            PathId<PersonNo> psn_no,
            string credit,
            string? reason,
            string? amount,
            [AsParameters] AdminChange change) =>
            // The one character that a server leaves escaped in a path.
            TakeBack(change, psn_no, credit.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), reason, amount))
            .Describe(summary, "By the Idempotency-Key that booked it. " + rest);
        person.MapDelete("/credits/{way}/credit/{key}", static (
            PathId<PersonNo> psn_no,
            string way,
            string key,
            string? reason,
            string? amount,
            [AsParameters] AdminChange change) =>
            TakeBack(change, psn_no, $"{way}/credit/{key}", reason, amount))
            .Describe(summary, "By the operation that booked it, such as import/credit/2026-01. " + rest);
    }

    static Task<IResult> TakeBack(
        AdminChange change, PathId<PersonNo> person, string credit, string? reason, string? amount)
    {
        var why = QueryName<TakeBackReason>.Of("reason", reason, TakeBackReason.Mistake);
        var part = QueryMoney.Of("amount", amount);
        return (why.Refusal ?? part.Refusal) is { } refusal
            ? Task.FromResult(AdminAnswer.Of(refusal))
            : change.Run("take_back", person, $"{why.Name} {part.Amount}".TrimEnd(), (operation, id) =>
                change.Desk.TakeBack(operation, id, new TakeBackBody(credit, why.Name, part.Amount)));
    }

    static void MapBlocks(RouteGroupBuilder person)
    {
        person.MapPost("/credentials/block", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<CredentialBlockBody> body) =>
            change.Run("block", psn_no, body, change.Desk.Block))
            .Describe("Block a lost credential", "It is good for nothing until it is unblocked, also when bound anew.");
        person.MapPost("/credentials/unblock", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<CredentialNameBody> body) =>
            change.Run("unblock", psn_no, body, change.Desk.Unblock))
            .Describe("Unblock a credential", "It is good again for what it was good for.");
        person.MapPost("/account/block", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, AdminBody<AccountBlockBody> body) =>
            change.Run("block_account", psn_no, body, change.Desk.BlockAccount))
            .Describe(
                "Block a person's own account",
                "It pays neither for the owner nor for relatives; what was held before is paid, reversals give back.");
        person.MapPost("/account/unblock", static (
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change) =>
            change.Run("unblock_account", psn_no, "", change.Desk.UnblockAccount))
            .Describe("Unblock a person's own account", "What it holds can be used again.");
    }

    static void MapInstitutions(RouteGroupBuilder institution)
    {
        institution.MapPut("", static (
            PathId<InstitutionCode> code, [AsParameters] AdminChange change, AdminBody<InstitutionBody> body) =>
            change.Run("institution", code, body, change.Desk.Register))
            .Describe(
                "Register an institution, or change it from a day on",
                "The day of a service decides; days before stay. Capabilities carry days of their own.");
        institution.MapGet("", static async (
            PathId<InstitutionCode> code, string? asOf, AdminDesk desk, TimeProvider time) =>
            AdminAnswer.Of((code.Refusal ?? DayText.Refuses("asOf", asOf)) is { } refusal
                ? refusal
                : await desk.Institution(code.Id, DayText.Read(asOf) ?? ChinaTime.DayOf(time.GetUtcNow()))))
            .DescribeReading<InstitutionView>("Read an institution as of a day");
    }

    static void MapNetworks(RouteGroupBuilder network)
    {
        network.MapPut("", static (
            PathId<NetworkId> id, [AsParameters] AdminChange change, AdminBody<NetworkBody> body) =>
            change.Run("network", id, body, change.Desk.Form))
            .Describe(
                "Form a family-aid network", "The funder's account pays; nothing is used before modes are confirmed.");
        network.MapPut("/members/{psn_no}", static (
            PathId<NetworkId> id,
            PathId<PersonNo> psn_no,
            [AsParameters] AdminChange change,
            AdminBody<MemberBody> body) =>
            psn_no.Refusal is { } refusal
                ? Task.FromResult(AdminAnswer.Of(refusal))
                : change.Run("member", id, body, (operation, network, member) =>
                    change.Desk.AddMember(operation, network, psn_no.Id, member)))
            .Describe(
                "Add a member, or change relation and limits",
                "The relation is registered on the funder's commitment, or on a household register.");
        network.MapDelete("/members/{psn_no}", static (
            PathId<NetworkId> id, PathId<PersonNo> psn_no, string? reason, [AsParameters] AdminChange change) =>
        {
            var why = QueryName<UnbindReason>.Of("reason", reason, UnbindReason.Authorizer);
            return (psn_no.Refusal ?? why.Refusal) is { } refusal
                ? Task.FromResult(AdminAnswer.Of(refusal))
                : change.Run("leave", id, $"{why.Name}", (operation, network) =>
                    change.Desk.RemoveMember(operation, network, psn_no.Id, why.Name));
        })
            .Describe(
                "Remove a member",
                "Draws that are open end by their settlement's outcome. Without a reason the authorizer wants it so.");
        network.MapPut("/modes", static (
            PathId<NetworkId> id, [AsParameters] AdminChange change, AdminBody<ModesBody> body) =>
            change.Run("modes", id, body, change.Desk.ConfirmModes))
            .Describe("Confirm what the network may be used for", "The list replaces the one before.");
        network.MapGet("", static async (
            PathId<NetworkId> id, string? asOf, IGrains ledger, TimeProvider time) =>
            AdminAnswer.Of((id.Refusal ?? DayText.Refuses("asOf", asOf)) is { } refusal
                ? refusal
                : await ledger.Network(id.Id).View(DayText.Read(asOf) ?? ChinaTime.DayOf(time.GetUtcNow()))))
            .DescribeReading<NetworkView>("Read a network: members, limits, open draws, use");
    }
}
