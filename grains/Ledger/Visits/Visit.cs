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
        book.Once(
            command.Operation,
            () => Ready(Decide(command), () => BillsOf(command)),
            _ => Opened(Decide(command), BillsOf(command))).Done();

    public Task<Answer<UploadedFees>> UploadFees(UploadFees command) =>
        book.Once(
            command.Operation,
            () => Ready(Decide(command), () => SealedBatches(command.Batch)),
            _ => Opened(Decide(command), SealedBatches(command.Batch))).Then(
                static recorded => new UploadedFees(((FeesUploaded)recorded.Event).Lines));

    public Task<Answer<Done>> CancelFees(CancelFees command) =>
        book.Once(
            command.Operation,
            () => Ready(command),
            _ => Opened(Decide(command), command.Batch is null ? [] : SealedBatches(command.Batch))).Done();

    public Task<Answer<Confirmation>> Cancel(CancelVisit command) =>
        First(book.Once(
            command.Operation, () => Ready(command), _ => Opened(Decide(command), SealedBatches()))).Confirmed();

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
                    batch.Batch, batch.Bill is not null, [.. batch.Lines]))],
                registered.Number));

    /// <summary>What a registration needs to know of others.</summary>
    sealed record RegistrationFacts(Answer<InstitutionHistory> Institution, Standing Person);

    async Task<Answer<RegistrationFacts>> Facts(RegisterVisit command)
    {
        var institution = await grains.Institution(command.Institution).History();
        var standing = await grains.Person(command.Person).Standing(ChinaTime.DayOf(command.Began));
        return new RegistrationFacts(institution, standing);
    }

    Answer<Registered> Decide(RegisterVisit command, RegistrationFacts facts) =>
        (RefusesAnother() ?? RefusesRegistration(command, facts)) is { } refusal
            ? refusal
            : RegistrationOf(command, AreaOf(facts.Institution.Value!, command.Began));

    Answer<DiagnosesRecorded> Decide(RecordDiagnoses command)
    {
        if ((Refuses(command.Person, command.Institution) ?? RefusesDay(command.Began)) is { } refusal)
        {
            return refusal;
        }
        return State.Lines.Any() && ChinaTime.DayOf(command.Began) != ChinaTime.DayOf(State.Began)
            ? Refusal.Of(VisitRefusal.LinesOfAnotherDay, "begntime", $"{ChinaTime.DayOf(command.Began):O}")
            : new DiagnosesRecorded(command.Care, command.Began, command.Diagnoses);
    }

    bool ChangesBills(RecordDiagnoses command) => command.Care != State.Care || command.Began != State.Began;

    /// <summary>The bills that say something else.</summary>
    SealedBatch[] BillsOf(RecordDiagnoses command) => ChangesBills(command) ? SealedBatches() : [];

    Answer<FeesUploaded> Decide(UploadFees command)
    {
        if ((Refuses(command.Person, command.Institution)
            ?? RefusesItems(command.Items, [.. State.Lines.Select(static line => line.Item)])) is { } refusal)
        {
            return refusal;
        }
        var area = State.Registered!.CatalogueArea;
        return policies.For(area, ChinaTime.DayOf(State.Began)) is { } policy
            ? new FeesUploaded(
                command.Batch, [.. command.Items.Select(item => new FeeLine(item, policy.Classify(item)))])
            : Refusal.Of(VisitRefusal.AreaNotCovered, "area", area.Value);
    }

    Answer<FeesCancelled> Decide(CancelFees command)
    {
        if (Refuses(command) is { } refusal)
        {
            return refusal;
        }
        return new FeesCancelled(
        [
            .. State.Batches.Values
                .Where(batch => batch.Bill is null && (command.Batch is null || command.Batch == batch.Batch))
                .Select(static batch => batch.Batch),
        ]);
    }

    /// <summary>The cancellation that counts is the first, whoever cancels again.</summary>
    async Task<Answer<Recorded>> First(Task<Answer<Recorded>> asked)
    {
        var cancelled = await asked;
        return cancelled.IsRefused || cancelled.Value.Sequence == State.CancelledAt
            ? cancelled
            : await book.EventAt(State.CancelledAt!.Value) with { Earlier = true };
    }

    Answer<VisitCancelled> Decide(CancelVisit command) =>
        RefusesStranger(command.Person, command.Institution) is { } refusal ? refusal : new VisitCancelled();
}
