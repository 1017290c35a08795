using Gongji.Institutions;
using Gongji.Ledger.Books;
using Gongji.Visits;

namespace Gongji.Ledger.Visits;

// How a batch of fee lines becomes a bill.
public partial class Visit
{
    public async Task<Answer<Bill>> DraftBill(PersonNo person, InstitutionCode institution, BatchNo batch)
    {
        var history = await grains.Institution(institution).History();
        return Draft(person, institution, batch, history);
    }

    public async Task<Answer<Bill>> Seal(PersonNo person, InstitutionCode institution, BatchNo batch)
    {
        var history = await grains.Institution(institution).History();
        var draft = Draft(person, institution, batch, history);
        if (!draft.IsRefused && State.Batches[batch.Value].Bill is null)
        {
            book.Record(new BatchSealed(draft.Value));
        }
        return draft;
    }

    public Task<Answer<Purchase>> OpenPurchase(OpenPurchase command) => book.Once(
        command.Register.Operation,
        () => Facts(command.Register),
        facts => Decide(command, facts)).Then(static recorded => PurchaseOf((Purchased)recorded.Event));

    public async Task<Answer<Purchase>> DraftPurchase(OpenPurchase command)
    {
        var drafted = DraftOf(command, (await Facts(command.Register)).OrThrow());
        return drafted.IsRefused ? drafted.Refusal : PurchaseOf(drafted.Value);
    }

    static Purchase PurchaseOf(Purchased purchased) => new(purchased.Bill, purchased.Lines);

    Answer<Purchased> Decide(OpenPurchase command, RegistrationFacts facts) =>
        RefusesAnother() is { } refusal ? refusal : DraftOf(command, facts);

    Answer<Purchased> DraftOf(OpenPurchase command, RegistrationFacts facts)
    {
        var register = command.Register;
        if ((RefusesRegistration(register, facts) ?? RefusesItems(command.Items, [])) is { } refusal)
        {
            return refusal;
        }
        var day = ChinaTime.DayOf(register.Began);
        var profile = facts.Institution.Value!.On(day)!.Profile;
        if (policies.For(profile.Area, day) is not { } policy)
        {
            return Refusal.Of(VisitRefusal.AreaNotCovered, "area", profile.Area.Value);
        }
        FeeLine[] lines = [.. command.Items.Select(item => new FeeLine(item, policy.Classify(item)))];
        var bill = BillOf(
            register.Person, register.Care, day, FactsOf(profile, day), command.Batch, seal: 1, lines);
        return new Purchased(RegistrationOf(register, profile.Area), lines, bill);
    }

    static AreaCode AreaOf(InstitutionHistory institution, DateTimeOffset began) =>
        institution.On(ChinaTime.DayOf(began))!.Profile.Area;

    Registered RegistrationOf(RegisterVisit command, AreaCode area) => new(
        visit,
        command.Person,
        command.Institution,
        area,
        command.Care,
        command.Began,
        command.Number,
        command.Details);

    Answer<Bill> Draft(
        PersonNo person, InstitutionCode institution, BatchNo batchNo, Answer<InstitutionHistory> history)
    {
        if (Refuses(person, institution) is { } refusal)
        {
            return refusal;
        }
        if (State.Batches.GetValueOrDefault(batchNo.Value) is not { Lines.Count: > 0 } batch)
        {
            return Refusal.Of(VisitRefusal.BatchUnknown, "chrg_bchno", batchNo.Value);
        }
        if (batch.Bill is { } bill)
        {
            return bill;
        }
        if (history.IsRefused)
        {
            return history.Refusal;
        }
        var day = ChinaTime.DayOf(State.Began);
        if (RefusesCare(history.Value, State.Care, day) is { } unfit)
        {
            return unfit;
        }
        var facts = FactsOf(history.Value.On(day)!.Profile, day);
        return BillOf(person, State.Care, day, facts, batchNo, batch.Seal + 1, batch.Lines);
    }

    static InstitutionFacts FactsOf(InstitutionProfile profile, DateOnly day) => new(
        profile.Code,
        profile.Area,
        profile.Kind,
        profile.Level,
        [.. profile.Capabilities.Where(can => can.HoldsOn(day)).Select(static can => can.Name).Order()]);

    /// <remarks>Outpatient care is of one day, and of no disease that a qualification is needed for.</remarks>
    Bill BillOf(
        PersonNo person,
        CareKind care,
        DateOnly day,
        InstitutionFacts institution,
        BatchNo batch,
        int seal,
        IReadOnlyCollection<FeeLine> lines) => Sealing.BillOf(
            new SealedBill(visit, batch, seal, person, care, day, day, institution),
            [.. lines.Select(line => new BilledLine(line, day, Disease: null))]);
}
