using System.Collections.Immutable;
using Gongji.Institutions;
using Gongji.Ledger.Books;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.Visits;
using Gongji.Visits;

namespace Gongji.Tests.Simulation.Oracle;

// What visits and institutions record.
sealed partial class PaperLedger
{
    readonly Dictionary<VisitId, Past<VisitPage>> _visits = [];
    readonly Dictionary<InstitutionCode, Past<InstitutionPage>> _institutions = [];

    Past<VisitPage> VisitOf(VisitId visit)
    {
        if (!_visits.TryGetValue(visit, out var past))
        {
            _visits[visit] = past = new Past<VisitPage>(new VisitPage(visit));
        }
        return past;
    }

    Past<InstitutionPage> InstitutionOf(InstitutionCode code)
    {
        if (!_institutions.TryGetValue(code, out var past))
        {
            _institutions[code] = past = new Past<InstitutionPage>(new InstitutionPage(code));
        }
        return past;
    }

    void Take(Past<VisitPage> past, Recorded recorded, DateTimeOffset now)
    {
        var page = past.Now;
        CheckMayBe(page, recorded, now);
        var next = recorded.Event switch
        {
            Registered e => Register(page, e, Heard<RegisterVisit>(recorded), now),
            Purchased e => Sell(page, e, Heard<OpenPurchase>(recorded), now),
            DiagnosesRecorded e => Diagnose(page, e, Heard<RecordDiagnoses>(recorded)),
            FeesUploaded e => Upload(page, e, Heard<UploadFees>(recorded)),
            FeesCancelled e => TakeBack(page, e, Heard<CancelFees>(recorded)),
            BatchSealed e => Seal(page, e.Bill, now),
            BatchOpened e => Open(page, e),
            VisitCancelled => Cancel(page, Heard<CancelVisit>(recorded)),
            _ => throw new InvalidOperationException($"{page.Visit} has {recorded.Event}, which no visit has"),
        };
        if (recorded.Operation is { } operation)
        {
            next = next with { Deeds = next.Deeds.SetItem(operation.Id, DeedOf(recorded, now)) };
        }
        past.Add(now, next);
    }

    /// <summary>What is recorded is what one of the commands that were sent leads to, at a moment since.</summary>
    void CheckMayBe(VisitPage page, Recorded recorded, DateTimeOffset now)
    {
        if (recorded.Operation is not { Id: var operation })
        {
            return;
        }
        var since = _heardAt.GetValueOrDefault(operation, now);
        var mayBe = _heard.GetValueOrDefault(operation, [])
            .Exists(command => Outcomes(page, command, new Hearing(since, since, now)).Contains(null));
        Check(mayBe, $"{operation} is recorded as {recorded.Event}, and had to be refused");
    }

    VisitPage Register(VisitPage page, Registered e, RegisterVisit command, DateTimeOffset now)
    {
        Check(
            (e.Visit, e.Person, e.Institution, e.Care, e.Began, e.Number, e.Details) == (page.Visit, command.Person,
                command.Institution, command.Care, command.Began, command.Number, command.Details),
            $"{page.Visit} is registered as {e}, and was to be {command}");
        var since = _heardAt[command.Operation.Id];
        var day = ChinaTime.DayOf(command.Began);
        var isOfArea = InstitutionOf(command.Institution).Since(since)
            .Any(institution => institution.On(day)?.Area == e.CatalogueArea);
        Check(isOfArea, $"{page.Visit} goes by the catalogue of {e.CatalogueArea}, where {e.Institution} was not");
        return page with { Registered = command, Area = e.CatalogueArea, Care = command.Care, Began = command.Began };
    }

    VisitPage Sell(VisitPage page, Purchased e, OpenPurchase command, DateTimeOffset now)
    {
        var next = Register(page, e.Registered, command.Register, now);
        CheckLines(next, command.Items, e.Lines);
        Check((e.Bill.Batch, e.Bill.Seal) == (command.Batch, 1), $"{page.Visit} sells {e.Bill.Batch} {e.Bill.Seal}");
        CheckInstitution(e.Bill, now);
        return next.With(command.Batch, new BatchPage([.. command.Items], 1, IsSealed: true));
    }

    static VisitPage Diagnose(VisitPage page, DiagnosesRecorded e, RecordDiagnoses command)
    {
        Check(
            (e.Care, e.Began, e.Diagnoses) == (command.Care, command.Began, command.Diagnoses),
            $"{page.Visit} has {e}, and was to have {command}");
        var isSealed = page.Batches.Values.Any(static batch => batch.IsSealed);
        var isSame = (e.Care, e.Began) == (page.Care, page.Began);
        Check(isSame || !isSealed, $"{page.Visit} has {e}, and a bill of it holds");
        return page with { Care = e.Care, Began = e.Began };
    }

    VisitPage Upload(VisitPage page, FeesUploaded e, UploadFees command)
    {
        var batch = page.Of(command.Batch);
        Check(e.Batch == command.Batch && !batch.IsSealed, $"{page.Visit} takes lines for {e.Batch}, which is sealed");
        CheckLines(page, command.Items, e.Lines);
        return page.With(e.Batch, batch with { Items = batch.Items.AddRange(command.Items) }) with
        {
            Uploads = page.Uploads.SetItem(command.Operation.Id, (e.Batch, e.Lines)),
        };
    }

    /// <summary>Each line is one of those that were sent, split by the catalogue of its area.</summary>
    void CheckLines(VisitPage page, FeeItem[] items, FeeLine[] lines)
    {
        var policy = _policies.For(page.Area, ChinaTime.DayOf(page.Began))!;
        var isSo = items.Select(item => new FeeLine(item, policy.Classify(item))).SequenceEqual(lines);
        Check(isSo, $"{page.Visit} has other lines than were sent, or split otherwise than {page.Area} does");
    }

    static VisitPage TakeBack(VisitPage page, FeesCancelled e, CancelFees command)
    {
        var meant = page.Batches
            .Where(batch => !batch.Value.IsSealed && (command.Batch is null || command.Batch == batch.Key))
            .Select(static batch => batch.Key);
        Check(meant.ToHashSet().SetEquals(e.Batches), $"{page.Visit} takes back {string.Join(' ', e.Batches)}");
        foreach (var batch in e.Batches)
        {
            var uploads = page.Uploads.Where(upload => upload.Value.Batch == batch).Select(static upload => upload.Key);
            page = page.Undo(command.Operation.Id, uploads).With(batch, page.Of(batch) with { Items = [] });
        }
        return page;
    }

    VisitPage Seal(VisitPage page, Bill bill, DateTimeOffset now)
    {
        var batch = page.Of(bill.Batch);
        Check(
            !batch.IsSealed && batch.Items.Count > 0 && page.CancelledBy is null && bill.Seal == batch.Seal + 1,
            $"{page.Visit} seals {bill.Batch} for the {bill.Seal}. time");
        var total = batch.Items.Sum(static item => item.Total.Fen);
        Check(
            (bill.Person, bill.Care, bill.From, bill.To, bill.Amounts.Total.Fen) == (page.Registered!.Person, page.Care,
                ChinaTime.DayOf(page.Began), ChinaTime.DayOf(page.Began), total),
            $"{page.Visit} makes the bill {bill} of {total} fen");
        CheckInstitution(bill, now);
        return page.With(bill.Batch, batch with { Seal = bill.Seal, IsSealed = true });
    }

    /// <summary>The institution is in the bill as what it was on the day, as was known while it was made.</summary>
    void CheckInstitution(Bill bill, DateTimeOffset now)
    {
        var said = bill.Institution;
        var isSo = InstitutionOf(said.Code).Since(now - Straying).Any(page => page.On(bill.From) is { } profile
            && (profile.Area, profile.Kind, profile.Level) == (said.Area, said.Kind, said.Level)
            && profile.Capabilities.Where(can => can.HoldsOn(bill.From)).Select(static can => can.Name).Order()
                .SequenceEqual(said.Capabilities));
        Check(isSo, $"the bill of {bill.Visit} names an institution {said} that was none such on its day");
    }

    /// <summary>Only a bill that the person gave up is opened again.</summary>
    VisitPage Open(VisitPage page, BatchOpened e)
    {
        var batch = page.Of(e.Batch);
        var given = PersonOf(page.Registered!.Person).Now.Voided.GetValueOrDefault((page.Visit, e.Batch));
        Check(
            batch.IsSealed && batch.Seal == e.Seal && given >= e.Seal,
            $"{page.Visit} opens {e.Batch}, whose bill {e.Seal} the person has not given up");
        return page.With(e.Batch, batch with { IsSealed = false });
    }

    static VisitPage Cancel(VisitPage page, CancelVisit command)
    {
        var isSealed = page.Batches.Values.Any(static batch => batch.IsSealed);
        Check(!isSealed, $"{page.Visit} is cancelled, and a bill of it holds");
        return page.CancelledBy is not null ? page : page.Undo(command.Operation.Id, page.Deeds.Keys.Where(
            operation => page.Deeds[operation].Kind is not (nameof(FeesCancelled) or nameof(VisitCancelled)))) with
        {
            CancelledBy = command.Operation.Id,
        };
    }

    void Take(Past<InstitutionPage> past, Recorded recorded, DateTimeOffset now)
    {
        var page = past.Now;
        var next = recorded.Event switch
        {
            InstitutionRegistered e => Register(page, e, Heard<RegisterInstitution>(recorded), recorded.At),
            SignedIn e => Sign(page, (e.SignNo, e.Operator),
                ($"{page.Code}{recorded.Sequence:D8}", Heard<SignIn>(recorded).Operator)),
            SignedOut e => Sign(page, (e.SignNo, e.Operator),
                (Heard<SignOut>(recorded).SignNo, Heard<SignOut>(recorded).Operator)),
            _ => throw new InvalidOperationException($"{page.Code} has {recorded.Event}, which no institution has"),
        };
        past.Add(now, next with { Deeds = next.Deeds.SetItem(recorded.Operation!.Id, DeedOf(recorded, now)) });
    }

    InstitutionPage Register(
        InstitutionPage page, InstitutionRegistered e, RegisterInstitution command, DateTimeOffset at)
    {
        var profile = command.Profile;
        Check(
            (e.Profile.Code, e.Profile.Area, e.Profile.Kind, e.Profile.Level)
                == (profile.Code, profile.Area, profile.Kind, profile.Level)
                && e.Profile.Capabilities.SequenceEqual(profile.Capabilities),
            $"{page.Code} is {e.Profile}, and was to be {profile}");
        var from = command.From is { } said ? [said] : page.Profiles.IsEmpty ? [DateOnly.MinValue] : DaysOf(at);
        Check(from.Contains(e.From), $"{page.Code} is so from {e.From} on");
        return page with
        {
            Profiles = page.Profiles.RemoveAll(later => later.From >= e.From).Add((e.From, profile)),
        };
    }

    static InstitutionPage Sign(InstitutionPage page, (string, string) signed, (string, string) asked)
    {
        Check(signed == asked, $"{page.Code} has {signed}, and was to have {asked}");
        return page;
    }
}
