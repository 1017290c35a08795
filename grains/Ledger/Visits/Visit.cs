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

    public async Task<Answer<RegisteredVisit>> Register(RegisterVisit command)
    {
        if (await Earlier(command) is { } earlier)
        {
            return earlier;
        }
        var profile = await grains.Institution(command.Institution).Profile();
        var standing = await grains.Person(command.Person).Standing(ChinaTime.DayOf(command.Began));
        if (await Earlier(command) is { } meanwhile)
        {
            return meanwhile;
        }
        if ((RefusesAnother() ?? RefusesRegistration(command, profile, standing)) is { } refusal)
        {
            return refusal;
        }
        book.Record(command.Operation, RegistrationOf(command, profile.Value!));
        return new RegisteredVisit(visit, command.Person, command.Number);
    }

    public async Task<Answer<Done>> RecordDiagnoses(RecordDiagnoses command)
    {
        if (await EarlierDone(command.Operation) is { } earlier)
        {
            return earlier;
        }
        if (Refuses(command.Person, command.Institution) is { } refusal)
        {
            return refusal;
        }
        var changesBill = command.Care != State.Care || command.Began != State.Began;
        if (changesBill && State.Batches.Values.FirstOrDefault(static batch => batch.Bill is not null) is { } settled)
        {
            return Refusal.Of(VisitRefusal.BatchSealed, "chrg_bchno", settled.Batch.Value);
        }
        if (State.Lines.Any() && ChinaTime.DayOf(command.Began) != ChinaTime.DayOf(State.Began))
        {
            return Refusal.Of(VisitRefusal.LinesOfAnotherDay, "begntime", $"{ChinaTime.DayOf(command.Began):O}");
        }
        book.Record(
            command.Operation,
            new DiagnosesRecorded(command.Care, command.Began, command.Diagnoses, command.Operation.Digest));
        return Done.It;
    }

    public async Task<Answer<UploadedFees>> UploadFees(UploadFees command)
    {
        if (await book.Earlier(command.Operation) is { } earlier)
        {
            return earlier.IsRefused
                ? earlier.Refusal
                : new UploadedFees(((FeesUploaded)earlier.Value.Event).Lines);
        }
        if ((Refuses(command.Person, command.Institution) ?? RefusesLines(command)) is { } refusal)
        {
            return refusal;
        }
        var day = ChinaTime.DayOf(State.Began);
        if (policies.For(State.Registered!.CatalogueArea, day) is not { } policy)
        {
            return Refusal.Of(VisitRefusal.AreaNotCovered, "area", State.Registered.CatalogueArea.Value);
        }
        FeeLine[] lines = [.. command.Items.Select(item => new FeeLine(item, policy.Classify(item)))];
        book.Record(command.Operation, new FeesUploaded(command.Batch, lines, command.Operation.Digest));
        return new UploadedFees(lines);
    }

    public async Task<Answer<Done>> CancelFees(CancelFees command)
    {
        if (await EarlierDone(command.Operation) is { } earlier)
        {
            return earlier;
        }
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
        if (await EarlierDone(command.Operation) is { } meanwhile)
        {
            return meanwhile;
        }
        return CancelUnsettled(command, voided);
    }

    public async Task<Answer<Done>> Cancel(CancelVisit command)
    {
        if (await EarlierDone(command.Operation) is { } earlier)
        {
            return earlier;
        }
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
        if (await EarlierDone(command.Operation) is { } meanwhile)
        {
            return meanwhile;
        }
        if (SealedBatches(null).Except(sealedNow).FirstOrDefault() is { } another)
        {
            return Refusal.Of(VisitRefusal.BatchSealed, "chrg_bchno", another.Batch.Value);
        }
        book.Record(command.Operation, new VisitCancelled(command.Operation.Digest));
        return Done.It;
    }

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

    /// <summary>One batch that is settled can't be cancelled; of all batches, the settled ones stay.</summary>
    Answer<Done> CancelUnsettled(CancelFees command, HashSet<SealedBatch> voided)
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
        BatchNo[] cancelled =
        [
            .. State.Batches.Values.Select(static each => each.Batch)
                .Where(each => (command.Batch is null || command.Batch == each) && !settled.Contains(each)),
        ];
        book.Record(command.Operation, new FeesCancelled(cancelled, command.Operation.Digest));
        return Done.It;
    }

    SealedBatch[] SealedBatches(BatchNo? only) =>
    [
        .. State.Batches.Values
            .Where(batch => batch.Bill is not null && (only is null || only == batch.Batch))
            .Select(static batch => new SealedBatch(batch.Batch, batch.Seal)),
    ];

    async ValueTask<Answer<RegisteredVisit>?> Earlier(RegisterVisit command) =>
        await book.Earlier(command.Operation) switch
        {
            null => null,
            { IsRefused: true, Refusal: var refusal } => refusal,
            _ => new RegisteredVisit(visit, State.Registered!.Person, State.Registered.Number),
        };

    async ValueTask<Answer<Done>?> EarlierDone(Operation operation) =>
        await book.EarlierConfirmation(operation) switch
        {
            null => null,
            { IsRefused: true, Refusal: var refusal } => refusal,
            _ => Done.It,
        };
}
