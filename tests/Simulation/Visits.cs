using Gongji.Institutions;
using Gongji.People;
using Gongji.Tests.Simulation.Oracle;
using Gongji.Visits;

namespace Gongji.Tests.Simulation;

/// <summary>What an institution's program does beside settling: it registers visits, sends, takes back and settles fee
/// lines, sells drugs; and the agency changes what the institution is.</summary>
sealed class Visits(Dice dice, IGrains grains, WorldTime time, Gateway gateway, Codes codes, Watcher watcher)
{
    /// <summary>In scope, partly in scope, a special examination, unknown to every catalogue.</summary>
    static readonly string[] Codes = ["XA06AA", "001102000010000", "002103000010000", "002102000010000", "ZZ9"];

    readonly List<(VisitId Visit, PersonNo Person, InstitutionCode Institution, CredentialHash? Token)> _begun = [];
    int _lines;

    DateTimeOffset Now => time.GetUtcNow();

    public Request? Next(OperationId id)
    {
        if (_begun.Count == 0 || dice.Below(4) == 0)
        {
            return Register(id);
        }
        var begun = dice.Below(3) > 0 ? _begun[^1] : dice.Pick(_begun);
        return dice.Below(10) switch
        {
            >= 8 => Upload(id, begun.Visit, begun.Person, begun.Institution),
            0 => CancelFees(id, begun.Visit, begun.Person, begun.Institution),
            1 => Cancel(id, begun.Visit, begun.Person, begun.Institution),
            2 => Sell(id),
            3 => RecordDiagnoses(id, begun.Visit, begun.Person, begun.Institution),
            _ => Settle(id, begun.Visit, begun.Person, begun.Institution, begun.Token),
        };
    }

    /// <summary>What the institution is from a day on, which may be past, today or to come.</summary>
    public Request ChangeInstitution(OperationId id)
    {
        var code = dice.Pick(Population.Institutions);
        var today = ChinaTime.DayOf(Now);
        var profile = Population.ProfileOf(code) with
        {
            Kind = dice.Below(4) == 0 ? InstitutionKind.Pharmacy : InstitutionKind.Hospital,
            Level = dice.Between(0, 3),
            Capabilities = dice.Below(3) == 0
                ? []
                : [new Capability(Capability.OutpatientPooling, today.AddDays(dice.Between(-9, 1)))],
        };
        DateOnly? from = dice.Below(2) == 0 ? null : today.AddDays(dice.Between(-3, 1));
        var command = new RegisterInstitution(Operation.Of(id, ""), profile, from);
        return new Request(id, "change institution")
        {
            Asks = (GrainKey.Institution(code), command),
            Send = async () => Client.Unwrap(await grains.Institution(code).Register(command)),
        };
    }

    /// <summary>An operator comes or goes.</summary>
    public Request Sign(OperationId id)
    {
        var code = dice.Pick(Population.Institutions);
        var institution = grains.Institution(code);
        var (comes, goes) = (new SignIn(Operation.Of(id, ""), "O1"), new SignOut(Operation.Of(id, ""), "1", "O1"));
        return dice.Below(2) == 0
            ? new Request(id, "sign in")
            {
                Asks = (GrainKey.Institution(code), comes),
                Send = async () => Client.Unwrap(await institution.SignIn(comes)),
            }
            : new Request(id, "sign out")
            {
                Asks = (GrainKey.Institution(code), goes),
                Send = async () => Client.Unwrap(await institution.SignOut(goes)),
            };
    }

    Request Register(OperationId id)
    {
        var visit = VisitId.Of($"W-{id.Value.Replace('/', '-')}");
        var (person, token) = codes.Comer();
        var institution = dice.Pick(Population.Institutions);
        _begun.Add((visit, person, institution, token));
        var command = RegistrationOf(id, person, institution, CareKind.Outpatient);
        var message = new Message(id, person, institution, "2201", token);
        return new Request(id, "register")
        {
            Asks = (GrainKey.Visit(visit), command),
            Send = () => gateway.Register(message, visit, command),
        };
    }

    RegisterVisit RegistrationOf(OperationId id, PersonNo person, InstitutionCode institution, CareKind care) => new(
        Operation.Of(id, ""), person, institution, care, Now.AddDays(-dice.Below(3)), $"N{dice.Below(5)}", "{}");

    Request Upload(OperationId id, VisitId visit, PersonNo person, InstitutionCode institution)
    {
        var command = new UploadFees(Operation.Of(id, ""), person, institution, Batch(), Items());
        return new Request(id, "upload")
        {
            Asks = (GrainKey.Visit(visit), command),
            Send = async () => Client.Unwrap(await grains.Visit(visit).UploadFees(command)),
        };
    }

    Request RecordDiagnoses(OperationId id, VisitId visit, PersonNo person, InstitutionCode institution)
    {
        var command = new RecordDiagnoses(
            Operation.Of(id, ""), person, institution, CareKind.Outpatient, Now.AddDays(-dice.Below(3)), "{}");
        return new Request(id, "diagnose")
        {
            Asks = (GrainKey.Visit(visit), command),
            Send = async () => Client.Unwrap(await grains.Visit(visit).RecordDiagnoses(command)),
        };
    }

    Request CancelFees(OperationId id, VisitId visit, PersonNo person, InstitutionCode institution)
    {
        var command = new CancelFees(Operation.Of(id, ""), person, institution, dice.Below(2) == 0 ? null : Batch());
        return new Request(id, "take back lines")
        {
            Asks = (GrainKey.Visit(visit), command),
            Send = async () => Client.Unwrap(await grains.Visit(visit).CancelFees(command)),
        };
    }

    Request Cancel(OperationId id, VisitId visit, PersonNo person, InstitutionCode institution)
    {
        var command = new CancelVisit(Operation.Of(id, ""), person, institution);
        return new Request(id, "cancel visit")
        {
            Asks = (GrainKey.Visit(visit), command),
            Send = async () => Client.Unwrap(await grains.Visit(visit).Cancel(command)),
        };
    }

    /// <summary>By the token that the visit was registered with, if there was one, or without any.</summary>
    Request Settle(
        OperationId id, VisitId visit, PersonNo person, InstitutionCode institution, CredentialHash? token)
    {
        var (batch, useAccount) = (Batch(), dice.Below(4) > 0);
        var message = new Message(id, person, institution, "2207", dice.Below(4) > 0 ? token : null);
        return SettleRequest(
            message,
            visit,
            new AskBill(person, institution, batch),
            useAccount,
            async () => await grains.Visit(visit).Seal(person, institution, batch));
    }

    Request Sell(OperationId id)
    {
        var visit = VisitId.Of($"X-{id.Value.Replace('/', '-')}");
        var (person, token) = codes.Comer();
        var register = RegistrationOf(
            OperationId.Of(id.Value + "p"), person, dice.Pick(Population.Institutions), CareKind.Pharmacy);
        var command = new OpenPurchase(register, BatchNo.Of("1"), Items());
        var message = new Message(id, person, register.Institution, "2102", token);
        return SettleRequest(message, visit, command, useAccount: true, async () =>
        {
            var purchase = await grains.Visit(visit).OpenPurchase(command);
            return purchase.IsRefused ? purchase.Refusal : purchase.Value.Bill;
        });
    }

    /// <param name="how">How the bill is asked for.</param>
    Request SettleRequest(
        Message message, VisitId visit, object how, bool useAccount, Func<Task<Answer<Bill>>> billed)
    {
        var settlement = SettlementId.Of($"S-{message.Id.Value.Replace('/', '-')}");
        var operation = Operation.Of(message.Id, visit.Value);
        return new Request(message.Id, "settle")
        {
            Send = () => gateway.Settle(
                message,
                () =>
                {
                    watcher.Oracle.HearBill(message.Id, visit, how, Now);
                    return billed();
                },
                (bill, viewer) => new Settle(operation, settlement, bill, useAccount, ShownBy: viewer)),
        };
    }

    BatchNo Batch() => BatchNo.Of(dice.Below(3) == 0 ? "2" : "1");

    FeeItem[] Items() =>
    [
        .. Enumerable.Range(1, dice.Between(1, 3)).Select(_ =>
        {
            var total = Money.FromFen(dice.Between(1, dice.Below(3) == 0 ? 90_000 : 9_000));
            return new FeeItem(
                $"L-{++_lines}", dice.Pick(Codes), "item", total, 1, total.Yuan, dice.Below(6) == 0);
        }),
    ];
}
