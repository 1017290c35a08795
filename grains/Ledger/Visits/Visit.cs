using Gongji.Institutions;
using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Areas;
using Gongji.Visits;

namespace Gongji.Ledger.Visits;

/// <summary>A visit 就诊. Registration and fee lines; bills and purchases stand beside.</summary>
public partial class Visit(
    VisitId visit, Book<VisitState> book, IGrains grains, IPolicies policies) : IVisit
{
    /// <summary>More lines than any outpatient visit has.</summary>
    const int LinesMax = 10_000;

    VisitState State => book.State;

    public Task<Answer<RegisteredVisit>> Register(RegisterVisit command) => book.Once(
        command.Operation,
        () => Facts(command),
        facts => Decide(command, facts)).Then(static recorded =>
        {
            var registered = (Registered)recorded.Event;
            return new RegisteredVisit(registered.Visit, registered.Person, registered.Number);
        });

    public Task<Answer<Done>> RecordDiagnoses(RecordDiagnoses command) =>
        book.Once(command.Operation, () => Decide(command)).Done();

    public Task<Answer<UploadedFees>> UploadFees(UploadFees command) =>
        book.Once(command.Operation, () => Decide(command))
            .Then(static recorded => new UploadedFees(((FeesUploaded)recorded.Event).Lines));

    public Task<Answer<Done>> CancelFees(CancelFees command) =>
        book.Once(command.Operation, () => VoidUnsettled(command), voided => Decide(command, voided)).Done();

    public Task<Answer<Done>> Cancel(CancelVisit command) =>
        book.Once(command.Operation, () => VoidAll(command), DecideToCancel).Done();

    public Task<Answer<VisitView>> View() =>
        Task.FromResult<Answer<VisitView>>(State.Registered is not { } registered
            ? Refusal.Of(VisitRefusal.Unknown, "mdtrt_id", visit.Value)
            : new VisitView(
                visit,
                registered.Person,
                registered.Institution,
                State.Care,
                State.Began,
                State.Cancelled,
                [.. State.Batches.Values.Select(static batch => new BatchView(
                    batch.Batch, batch.Bill is not null, [.. batch.Lines]))]));

    /// <summary>What a registration needs to know of others.</summary>
    sealed record RegistrationFacts(Answer<InstitutionProfile> Institution, Standing Person);

    async Task<Answer<RegistrationFacts>> Facts(RegisterVisit command)
    {
        var profile = await grains.Institution(command.Institution).Profile();
        var standing = await grains.Person(command.Person).Standing(ChinaTime.DayOf(command.Began));
        return new RegistrationFacts(profile, standing);
    }

    Answer<Registered> Decide(RegisterVisit command, RegistrationFacts facts) =>
        (RefusesAnother() ?? RefusesRegistration(command, facts)) is { } refusal
            ? refusal
            : RegistrationOf(command, facts.Institution.Value!);

    Answer<DiagnosesRecorded> Decide(RecordDiagnoses command)
    {
        if (Refuses(command.Person, command.Institution) is { } refusal)
        {
            return refusal;
        }
        var changesBill = command.Care != State.Care || command.Began != State.Began;
        if (changesBill && State.Batches.Values.FirstOrDefault(static batch => batch.Bill is not null) is { } settled)
        {
            return Refusal.Of(VisitRefusal.BatchSealed, "chrg_bchno", settled.Batch.Value);
        }
        return State.Lines.Any() && ChinaTime.DayOf(command.Began) != ChinaTime.DayOf(State.Began)
            ? Refusal.Of(VisitRefusal.LinesOfAnotherDay, "begntime", $"{ChinaTime.DayOf(command.Began):O}")
            : new DiagnosesRecorded(command.Care, command.Began, command.Diagnoses);
    }

    Answer<FeesUploaded> Decide(UploadFees command)
    {
        if ((Refuses(command.Person, command.Institution) ?? RefusesLines(command)) is { } refusal)
        {
            return refusal;
        }
        var area = State.Registered!.CatalogueArea;
        return policies.For(area, ChinaTime.DayOf(State.Began)) is { } policy
            ? new FeesUploaded(
                command.Batch, [.. command.Items.Select(item => new FeeLine(item, policy.Classify(item)))])
            : Refusal.Of(VisitRefusal.AreaNotCovered, "area", area.Value);
    }

    /// <summary>The sealed batches that the person gave up.</summary>
    async Task<Answer<HashSet<SealedBatch>>> VoidUnsettled(CancelFees command)
    {
        if (Refuses(command.Person, command.Institution) is { } refusal)
        {
            return refusal;
        }
        var voided = new HashSet<SealedBatch>();
        foreach (var batch in SealedBatches(command.Batch))
        {
            var answer = await grains.Person(command.Person).VoidBills(new VoidBills(visit, [batch]));
            if (!answer.IsRefused)
            {
                voided.Add(batch);
            }
            else if (!answer.Refusal.Is(VoidRefusal.SettlementStands))
            {
                return answer.Refusal;
            }
        }
        return voided;
    }

    /// <summary>All sealed batches, which the person gave up.</summary>
    async Task<Answer<SealedBatch[]>> VoidAll(CancelVisit command)
    {
        if (Refuses(command.Person, command.Institution) is { } refusal)
        {
            return refusal;
        }
        var sealedNow = SealedBatches(null);
        var voided = await grains.Person(command.Person).VoidBills(new VoidBills(visit, sealedNow));
        if (voided.IsRefused)
        {
            return voided.Refusal.Is(VoidRefusal.SettlementStands)
                ? Refusal.Of(VisitRefusal.SettlementStands, voided.Refusal.Field, voided.Refusal.Value)
                : voided.Refusal;
        }
        return sealedNow;
    }

    Answer<VisitCancelled> DecideToCancel(SealedBatch[] voided) =>
        SealedBatches(null).Except(voided).FirstOrDefault() is { } another
            ? Refusal.Of(VisitRefusal.BatchSealed, "chrg_bchno", another.Batch.Value)
            : new VisitCancelled();

    /// <summary>One batch that is settled can't be cancelled; of all batches, the settled ones stay.</summary>
    Answer<FeesCancelled> Decide(CancelFees command, HashSet<SealedBatch> voided)
    {
        if (command.Batch is { } batch && !State.Batches.ContainsKey(batch.Value))
        {
            return Refusal.Of(VisitRefusal.BatchUnknown, "chrg_bchno", batch.Value);
        }
        var settled = SealedBatches(command.Batch).Except(voided).Select(static each => each.Batch).ToHashSet();
        if (command.Batch is { } one && settled.Contains(one))
        {
            return Refusal.Of(VisitRefusal.SettlementStands, "chrg_bchno", one.Value);
        }
        return new FeesCancelled(
        [
            .. State.Batches.Values.Select(static each => each.Batch)
                .Where(each => (command.Batch is null || command.Batch == each) && !settled.Contains(each)),
        ]);
    }

    SealedBatch[] SealedBatches(BatchNo? only) =>
    [
        .. State.Batches.Values
            .Where(batch => batch.Bill is not null && (only is null || only == batch.Batch))
            .Select(static batch => new SealedBatch(batch.Batch, batch.Seal)),
    ];
}
