using Gongji.Institutions;
using Gongji.Ledger.Books;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People.Patient;
using Gongji.Ledger.Visits;

namespace Gongji.Tests.Simulation;

/// <summary>What visits, institutions and persons recorded has to agree, entry by entry: bills are made of the lines
/// and of what the institution was on the day, and nothing changes under a settlement that stands.</summary>
sealed class VisitWatcher
{
    readonly Dictionary<(VisitId, BatchNo, int), Bill> _sealed = [];
    readonly Dictionary<(VisitId, BatchNo), SettlementId> _live = [];
    readonly HashSet<VisitId> _cancelled = [];
    readonly Dictionary<InstitutionCode, List<DatedProfile[]>> _histories = [];

    /// <param name="state">The grain's, with the event applied.</param>
    public void Take(GrainKey grain, IGrainState state, IGrainEvent @event)
    {
        switch (@event, state)
        {
            case (InstitutionRegistered e, InstitutionState institution):
                HistoriesOf(e.Profile.Code).Add([.. institution.Profiles]);
                break;
            case (BatchSealed e, VisitState visit):
                Seal(e.Bill, visit);
                break;
            case (Purchased e, VisitState visit):
                Seal(e.Bill, visit);
                break;
            case (FeesUploaded e, _):
                CheckLines(VisitId.Of(grain.Id), e.Batch);
                break;
            case (FeesCancelled e, _):
                Array.ForEach(e.Batches, batch => CheckLines(VisitId.Of(grain.Id), batch));
                break;
            case (VisitCancelled, _):
                Cancel(VisitId.Of(grain.Id));
                break;
            case (Settled e, _):
                Settle(e);
                break;
            case (Reversed e, _):
                _live.Remove((e.Visit, e.Batch));
                break;
        }
    }

    List<DatedProfile[]> HistoriesOf(InstitutionCode code) =>
        _histories.TryGetValue(code, out var known) ? known : _histories[code] = [];

    void Seal(Bill bill, VisitState visit)
    {
        var lines = visit.Batches[bill.Batch.Value].Lines;
        Watcher.Check(bill.Amounts == BillAmounts.Of(lines), $"the bill of {bill.Visit} is not its lines");
        Watcher.Check(
            HistoriesOf(bill.Institution.Code).Exists(profiles => IsOnDay(profiles, bill)),
            $"the bill of {bill.Visit} names an institution that was none such on its day");
        _sealed[(bill.Visit, bill.Batch, bill.Seal)] = bill;
    }

    /// <summary>The institution may have changed while the visit was asking it.</summary>
    static bool IsOnDay(DatedProfile[] profiles, Bill bill)
    {
        var profile = Array.FindLast(profiles, profile => profile.From <= bill.From)?.Profile;
        return profile is not null
            && (profile.Area, profile.Kind, profile.Level)
                == (bill.Institution.Area, bill.Institution.Kind, bill.Institution.Level)
            && profile.Kind.Gives(bill.Care)
            && profile.Capabilities.Where(can => can.HoldsOn(bill.From)).Select(static can => can.Name)
                .Order().SequenceEqual(bill.Institution.Capabilities);
    }

    void CheckLines(VisitId visit, BatchNo batch) =>
        Watcher.Check(!_live.ContainsKey((visit, batch)), $"lines of {visit} change under a settlement that stands");

    void Cancel(VisitId visit)
    {
        _cancelled.Add(visit);
        Watcher.Check(!_live.Keys.Any(live => live.Item1 == visit), $"{visit} is cancelled while a settlement stands");
    }

    void Settle(Settled settled)
    {
        var bill = settled.Bill;
        if (_sealed.Keys.Any(key => key.Item1 == bill.Visit))
        {
            var sealedBill = _sealed.GetValueOrDefault((bill.Visit, bill.Batch, bill.Seal));
            Watcher.Check(
                (sealedBill?.Amounts, sealedBill?.Digest) == (bill.Amounts, bill.Digest),
                $"{settled.Settlement} is for a bill that {bill.Visit} never sealed");
        }
        Watcher.Check(!_cancelled.Contains(bill.Visit), $"{bill.Visit} was cancelled and is settled");
        _live[(bill.Visit, bill.Batch)] = settled.Settlement;
    }
}
