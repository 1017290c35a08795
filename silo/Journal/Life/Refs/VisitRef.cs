using Gongji.Ledger.Visits;
using Gongji.Visits;

namespace Gongji.Journal.Life.Refs;

/// <summary>Calls one visit by way of whatever carries the calls.</summary>
public class VisitRef(ICalls calls, VisitId visit) : IVisit
{
    readonly GrainKey _key = GrainKey.Visit(visit);

    public Task<Answer<RegisteredVisit>> Register(RegisterVisit command) => Ask(grain => grain.Register(command));

    public Task<Answer<Done>> RecordDiagnoses(RecordDiagnoses command) => Ask(grain => grain.RecordDiagnoses(command));

    public Task<Answer<UploadedFees>> UploadFees(UploadFees command) => Ask(grain => grain.UploadFees(command));

    public Task<Answer<Done>> CancelFees(CancelFees command) => Ask(grain => grain.CancelFees(command));

    public Task<Answer<Done>> Cancel(CancelVisit command) => Ask(grain => grain.Cancel(command));

    public Task<Answer<Bill>> DraftBill(PersonNo person, InstitutionCode institution, BatchNo batch) =>
        Ask(grain => grain.DraftBill(person, institution, batch));

    public Task<Answer<Bill>> Seal(PersonNo person, InstitutionCode institution, BatchNo batch) =>
        Ask(grain => grain.Seal(person, institution, batch));

    public Task<Answer<Purchase>> OpenPurchase(OpenPurchase command) => Ask(grain => grain.OpenPurchase(command));

    public Task<Answer<Purchase>> DraftPurchase(OpenPurchase command) => Ask(grain => grain.DraftPurchase(command));

    public Task<Answer<VisitView>> View() => Ask(grain => grain.View());

    Task<T> Ask<T>(Func<Visit, Task<T>> call) => calls.Call(_key, call);
}
