using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Sealing;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;

namespace Gongji.Hosting.Notices;

/// <summary>A notice with the place of the entry that it tells of.</summary>
sealed record PlacedNotice(JournalPosition Position, Notice Notice);

/// <summary>Makes notices from the journal: what has a line in a person's statement, and where it was.</summary>
sealed class NoticeReader(IJournalStore journal, ISnapshots snapshots, SnapshotSealer sealer)
{
    /// <summary>So many entries are read as fast as a snapshot.</summary>
    const int ShortLife = 32;

    readonly SettlementPlaces _places = new(journal, snapshots);

    /// <summary>The notices of a page of the journal, in its order.</summary>
    public async Task<List<PlacedNotice>> Of(IReadOnlyList<PositionedEntry> page, CancellationToken stop)
    {
        var news = new Dictionary<GrainKey, Dictionary<long, JournalPosition>>();
        foreach (var (position, entry) in page.Where(static placed => placed.Entry.Grain.Kind == GrainKind.Person))
        {
            var @event = EventKinds.Decode(entry).Event;
            if (@event is Settled settled)
            {
                _places.Add(PersonNo.Of(entry.Grain.Id), settled);
            }
            if (StatementLines.Has(@event) && !MovesNothing(@event))
            {
                news.TryAdd(entry.Grain, []);
                news[entry.Grain].Add(entry.Sequence, position);
            }
        }
        var told = new List<PlacedNotice>();
        foreach (var (person, wanted) in news)
        {
            told.AddRange(await Of(person, wanted, stop));
        }
        told.Sort(static (one, other) =>
            one.Position == other.Position ? 0 : one.Position.IsAfter(other.Position) ? 1 : -1);
        return told;
    }

    /// <summary>Reads the person's journal from the newest snapshot on, or from its beginning where that is near, where
    /// the snapshot is newer than the news, or where they are of something that was before it.</summary>
    async Task<List<PlacedNotice>> Of(
        GrainKey grain, Dictionary<long, JournalPosition> news, CancellationToken stop)
    {
        var (person, first) = (PersonNo.Of(grain.Id), news.Keys.Min());
        if (first > ShortLife
            && await BorneOut.Newest(grain, journal, snapshots, sealer, stop) is { } known
            && known.Last.Sequence < first
            && known.State<PersonState>()?.Account is { } account
            && await Told(person, account, known.Last.Sequence, news, stop) is { } told)
        {
            return told;
        }
        return await Told(person, new Account(), 0, news, stop)
            ?? throw new InvalidDataException("an account paid for a relative's settlement that held nothing of it");
    }

    /// <param name="account">As it was after an entry.</param>
    /// <returns>Null when it takes an earlier entry to tell.</returns>
    async Task<List<PlacedNotice>?> Told(
        PersonNo person, Account account, long after, Dictionary<long, JournalPosition> news, CancellationToken stop)
    {
        var told = new List<PlacedNotice>();
        var lines = new StatementLines(person, account.Balance, account.Owed);
        var patients = new Dictionary<(SettlementId, NetworkId), PersonNo>();
        await foreach (var entry in journal.Read(GrainKey.Person(person), after + 1, news.Keys.Max(), stop))
        {
            var recorded = EventKinds.Decode(entry);
            if (recorded.Event is HoldPlaced held)
            {
                patients[(held.Settlement, held.Network)] = held.Patient;
            }
            if (lines.Next(recorded) is { } line && news.TryGetValue(entry.Sequence, out var position))
            {
                if (await Placed(Notice.Of(person, line), recorded.Event, patients, stop) is not { } notice)
                {
                    return null;
                }
                told.Add(new PlacedNotice(position, notice));
            }
        }
        return told;
    }

    async Task<Notice?> Placed(
        Notice notice,
        IGrainEvent @event,
        Dictionary<(SettlementId, NetworkId), PersonNo> patients,
        CancellationToken stop) => @event switch
        {
            Settled e => At(notice, e.Bill.Institution) with { Relatives = PaidBy(e.Aid) },
            Reversed e => At(notice, await _places.Of(notice.PsnNo, e.Settlement, stop)) with
            {
                Relatives = PaidBy(e.Aid),
            },
            HoldCaptured e => await ForRelative(notice, e.Settlement, e.Network, patients, stop),
            HoldReturned e => await ForRelative(notice, e.Settlement, e.Network, patients, stop),
            _ => notice,
        };

    /// <summary>The funder has heard of the patient with the hold; where it was, the patient's journal knows.</summary>
    async Task<Notice?> ForRelative(
        Notice notice,
        SettlementId settlement,
        NetworkId network,
        Dictionary<(SettlementId, NetworkId), PersonNo> patients,
        CancellationToken stop) => patients.TryGetValue((settlement, network), out var patient)
            ? At(notice, await _places.Of(patient, settlement, stop)) with { Relative = patient, Network = network }
            : null;

    static Notice At(Notice notice, InstitutionFacts? place) =>
        notice with { Institution = place?.Code, Area = place?.Area };

    static PaidByRelative[]? PaidBy(AidPart[] aid) => aid.Length == 0
        ? null
        : [.. aid.Select(static part => new PaidByRelative(part.Funder, part.Network, part.Amount))];

    /// <summary>A visit that the pool and cash paid is no movement of any account.</summary>
    static bool MovesNothing(IGrainEvent @event) =>
        @event is Settled { Own: [], Aid: [] } or Reversed { Own: [], Aid: [] };
}
