using Gongji.Institutions;
using Gongji.Visits;

namespace Gongji.Tests.Simulation.Oracle;

// What is answered about visits and institutions.
sealed partial class PaperLedger
{
    readonly Dictionary<OperationId, (VisitId Visit, object How)> _bills = [];

    /// <summary>A message is about to ask a visit for the bill that it settles.</summary>
    /// <param name="how">An <see cref="AskBill"/> or an <see cref="OpenPurchase"/>.</param>
    public void HearBill(OperationId message, VisitId visit, object how, DateTimeOffset now)
    {
        _bills[message] = (visit, how);
        if (how is OpenPurchase purchase)
        {
            Hear(purchase.Register.Operation.Id, GrainKey.Visit(visit), purchase, now);
        }
    }

    static bool IsOfVisits(Refusal refusal) =>
        refusal.As<VisitRefusal>() is not null || refusal.As<InstitutionRefusal>() is not null;

    void AnswerOfVisit(VisitId visit, OperationId operation, object answer, Hearing hearing)
    {
        var past = VisitOf(visit);
        if (answer is Refusal refusal)
        {
            if (IsOfVisits(refusal) || refusal.As<OperationRefusal>() is not null)
            {
                CheckRefusal(past, operation, _heard[operation], refusal, hearing);
            }
            return;
        }
        var isDone = Pages(past, hearing).Any(page =>
            page.Deeds.ContainsKey(operation) && !page.Undone.ContainsKey(operation));
        Check(isDone, $"{operation} is answered {answer}, and was not done, or undone before");
        var now = past.Now;
        switch (answer)
        {
            case RegisteredVisit registered:
                Check(
                    registered == new RegisteredVisit(visit, now.Registered!.Person, now.Registered.Number),
                    $"{operation} is answered {registered}, and has registered {now.Registered}");
                break;
            case UploadedFees fees:
                Check(
                    now.Uploads[operation].Lines.SequenceEqual(fees.Lines),
                    $"{operation} is answered other lines than it has uploaded");
                break;
            case Confirmation cancelled:
                CheckConfirmation(now.Deeds, now.CancelledBy!.Value, cancelled, hearing);
                break;
        }
    }

    void AnswerOfInstitution(InstitutionCode institution, OperationId operation, object answer, Hearing hearing)
    {
        var page = InstitutionOf(institution).Now;
        switch (answer)
        {
            case Confirmation confirmation:
                CheckConfirmation(page.Deeds, operation, confirmation, hearing);
                break;
            case SignedInAnswer signed:
                var deed = page.Deeds[operation];
                Check(
                    signed == new SignedInAnswer($"{institution}{deed.Sequence:D8}", deed.At),
                    $"{operation} is answered {signed}");
                break;
            case SignedOutAnswer signed:
                Check(signed.At == page.Deeds[operation].At, $"{operation} is answered {signed}");
                break;
            case Refusal refusal:
                Check(!IsOfVisits(refusal), $"{operation} is refused {refusal.Code}, and {institution} is known");
                break;
        }
    }

    void CheckRefusal(
        Past<VisitPage> past, OperationId operation, IEnumerable<object> commands, Refusal refusal, Hearing hearing)
    {
        var why = (refusal.Code, refusal.Field, refusal.Value);
        var isSo = Pages(past, hearing)
            .SelectMany(page => commands.SelectMany(command => Outcomes(page, command, hearing)))
            .Any(outcome => outcome is not null && (outcome.Code, outcome.Field, outcome.Value) == why);
        Check(isSo, $"{operation} is refused {why} by {past.Now.Visit} though it never was so");
    }

    /// <summary>What may come of a command: a refusal, or null where it is carried out, or was.</summary>
    IEnumerable<Refusal?> Outcomes(VisitPage page, object command, Hearing hearing) => command switch
    {
        RegisterVisit register => Before(page, register.Operation.Id) ?? Registrations(page, register, hearing),
        OpenPurchase sale =>
            Before(page, sale.Register.Operation.Id) ?? Registrations(page, sale.Register, hearing),
        UploadFees fees => Before(page, fees.Operation.Id)
            ?? Refused(page.Refuses(fees.Person, fees.Institution))
            ?? Given(page, fees.Batch, hearing),
        RecordDiagnoses diagnoses => Before(page, diagnoses.Operation.Id)
            ?? Refused(page.Refuses(diagnoses.Person, diagnoses.Institution))
            ?? Diagnoses(page, diagnoses, hearing),
        CancelFees lines => Before(page, lines.Operation.Id)
            ?? Refused(page.Refuses(lines.Person, lines.Institution))
            ?? (lines.Batch is not { } batch ? [null]
                : page.Batches.ContainsKey(batch) ? Given(page, batch, hearing)
                : [Refusal.Of(VisitRefusal.BatchUnknown, "chrg_bchno", batch.Value)]),
        CancelVisit cancel => Before(page, cancel.Operation.Id)
            ?? Refused(page.RefusesStranger(cancel.Person, cancel.Institution))
            ?? Given(page, null, hearing),
        AskBill ask => Refused(page.Refuses(ask.Person, ask.Institution)) ?? Bills(page, ask, hearing),
        _ => [],
    };

    static IEnumerable<Refusal?>? Refused(Refusal? refusal) => refusal is null ? null : [refusal];

    /// <summary>What an operation hears that was here before; null for a new one.</summary>
    static IEnumerable<Refusal?>? Before(VisitPage page, OperationId operation) =>
        !page.Deeds.ContainsKey(operation) ? null
        : page.Undone.TryGetValue(operation, out var by) ? [Refusal.Of(OperationRefusal.Undone, "msgid", by.Value)]
        : [null];

    IEnumerable<Refusal?> Registrations(VisitPage page, RegisterVisit command, Hearing hearing)
    {
        if (page.Registered is not null)
        {
            return [Refusal.Of(VisitRefusal.RegisteredAlready, "mdtrt_id", page.Visit.Value)];
        }
        var day = ChinaTime.DayOf(command.Began);
        return
            from today in Days(hearing)
            from institution in Pages(InstitutionOf(command.Institution), hearing)
            from person in Pages(PersonOf(command.Person), hearing)
            select day > today ? InTheFuture(day)
                : institution.Profiles.IsEmpty
                    ? Refusal.Of(VisitRefusal.InstitutionUnknown, "fixmedins_code", command.Institution.Value)
                : person.InsuredOn(day) is null
                    ? Refusal.Of(VisitRefusal.PersonUnknown, "psn_no", command.Person.Value)
                : institution.Refuses(command.Care, day);
    }

    static Refusal InTheFuture(DateOnly day) => Refusal.Of(VisitRefusal.InTheFuture, "begntime", $"{day:O}");

    IEnumerable<Refusal?> Diagnoses(VisitPage page, RecordDiagnoses command, Hearing hearing)
    {
        var day = ChinaTime.DayOf(command.Began);
        var later = Days(hearing).Where(today => day > today).Select(_ => InTheFuture(day));
        return later.Concat(
            page.HasLines && day != ChinaTime.DayOf(page.Began)
                ? [Refusal.Of(VisitRefusal.LinesOfAnotherDay, "begntime", $"{day:O}")]
            : (command.Care, command.Began) != (page.Care, page.Began) ? Given(page, null, hearing)
            : [null]);
    }

    /// <summary>A bill is given up unless its settlement stands.</summary>
    /// <param name="only">The batch; all when null.</param>
    IEnumerable<Refusal?> Given(VisitPage page, BatchNo? only, Hearing hearing)
    {
        var made = page.Batches.Where(batch => batch.Value.IsSealed && (only is null || only == batch.Key));
        return
            from person in Pages(PersonOf(page.Registered!.Person), hearing)
            let stand = made.Select(batch => person.StandingFor(page.Visit, batch.Key)).OfType<Booked>().ToArray()
            from outcome in stand is [] ? [null] : stand.Select(static booked =>
                (Refusal?)Refusal.Of(VisitRefusal.SettlementStands, "setl_id", booked.Settlement.Value))
            select outcome;
    }

    IEnumerable<Refusal?> Bills(VisitPage page, AskBill ask, Hearing hearing)
    {
        var batch = page.Of(ask.Batch);
        return batch.Items.IsEmpty ? [Refusal.Of(VisitRefusal.BatchUnknown, "chrg_bchno", ask.Batch.Value)]
            : batch.IsSealed ? [null]
            : Pages(InstitutionOf(ask.Institution), hearing)
                .Select(institution => institution.Refuses(page.Care, ChinaTime.DayOf(page.Began)));
    }
}
