using System.Text;
using Gongji.Institutions;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Ledger.Visits;

// How a batch of fee lines becomes a bill.
public partial class Visit
{
    public async Task<Answer<Bill>> DraftBill(PersonNo person, InstitutionCode institution, BatchNo batch)
    {
        var profile = await grains.Institution(institution).Profile();
        return Draft(person, institution, batch, profile);
    }

    public async Task<Answer<Bill>> Seal(PersonNo person, InstitutionCode institution, BatchNo batch)
    {
        var profile = await grains.Institution(institution).Profile();
        var draft = Draft(person, institution, batch, profile);
        if (!draft.IsRefused && State.Batches[batch.Value].Bill is null)
        {
            book.Record(new BatchSealed(draft.Value));
        }
        return draft;
    }

    public async Task<Answer<Purchase>> OpenPurchase(OpenPurchase command)
    {
        if (await EarlierPurchase(command) is { } earlier)
        {
            return earlier;
        }
        var profile = await grains.Institution(command.Register.Institution).Profile();
        var standing = await grains.Person(command.Register.Person).Standing(ChinaTime.DayOf(command.Register.Began));
        if (await EarlierPurchase(command) is { } meanwhile)
        {
            return meanwhile;
        }
        if (RefusesAnother() is { } refusal)
        {
            return refusal;
        }
        var drafted = DraftOf(command, profile, standing);
        if (drafted.IsRefused)
        {
            return drafted.Refusal;
        }
        var (bill, lines) = drafted.Value;
        book.Record(
            command.Register.Operation,
            new Purchased(
                RegistrationOf(command.Register, profile.Value!), lines, bill, command.Register.Operation.Digest));
        return drafted;
    }

    public async Task<Answer<Purchase>> DraftPurchase(OpenPurchase command)
    {
        var profile = await grains.Institution(command.Register.Institution).Profile();
        var standing = await grains.Person(command.Register.Person).Standing(ChinaTime.DayOf(command.Register.Began));
        return DraftOf(command, profile, standing);
    }

    async ValueTask<Answer<Purchase>?> EarlierPurchase(OpenPurchase command) =>
        await book.Earlier(command.Register.Operation) switch
        {
            null => null,
            { IsRefused: true, Refusal: var refusal } => refusal,
            { Value.Event: Purchased purchased } => new Purchase(purchased.Bill, purchased.Lines),
            _ => Refusal.Of(OperationRefusal.IdUsedForOtherContent, "msgid", command.Register.Operation.Id.Value),
        };

    Answer<Purchase> DraftOf(OpenPurchase command, Answer<InstitutionProfile> profile, Standing standing)
    {
        var register = command.Register;
        if ((RefusesRegistration(register, profile, standing) ?? RefusesItems(command.Items, [])) is { } refusal)
        {
            return refusal;
        }
        var day = ChinaTime.DayOf(register.Began);
        var area = profile.Value!.Area;
        if (policies.For(area, day) is not { } policy)
        {
            return Refusal.Of(VisitRefusal.AreaNotCovered, "area", area.Value);
        }
        FeeLine[] lines = [.. command.Items.Select(item => new FeeLine(item, policy.Classify(item)))];
        var facts = FactsOf(profile.Value, day);
        var bill = BillOf(register.Person, register.Care, day, facts, command.Batch, seal: 1, lines);
        return new Purchase(bill, lines);
    }

    Registered RegistrationOf(RegisterVisit command, InstitutionProfile profile) => new(
        visit,
        command.Person,
        command.Institution,
        profile.Area,
        command.Care,
        command.Began,
        command.Number,
        command.Details,
        command.Operation.Digest);

    Answer<Bill> Draft(
        PersonNo person, InstitutionCode institution, BatchNo batchNo, Answer<InstitutionProfile> profile)
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
        if (profile.IsRefused)
        {
            return profile.Refusal;
        }
        var day = ChinaTime.DayOf(State.Began);
        return BillOf(person, State.Care, day, FactsOf(profile.Value, day), batchNo, batch.Seal + 1, batch.Lines);
    }

    static InstitutionFacts FactsOf(InstitutionProfile profile, DateOnly day) => new(
        profile.Code,
        profile.Area,
        profile.Kind,
        profile.Level,
        [.. profile.Capabilities.Where(can => can.HoldsOn(day)).Select(static can => can.Name).Order()]);

    Bill BillOf(
        PersonNo person,
        CareKind care,
        DateOnly day,
        InstitutionFacts institution,
        BatchNo batch,
        int seal,
        IReadOnlyCollection<FeeLine> lines)
    {
        var content = new StringBuilder($"{visit}|{batch}|{person}|{care}|{day:O}|{institution.Code}");
        foreach (var line in lines)
        {
            content.Append('\n').Append(line.Item.Number).Append('|').Append(line.Item.ItemCode).Append('|')
                .Append(line.Item.Total.Fen).Append('|').Append(line.Split.InScope.Fen);
        }
        return new Bill(
            visit,
            batch,
            seal,
            person,
            care,
            day,
            institution,
            BillAmounts.Of(lines),
            Operation.DigestOf(content.ToString()));
    }
}
