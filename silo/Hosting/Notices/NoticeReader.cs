using System.Text;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.People;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.Patient;

namespace Gongji.Hosting.Notices;

/// <summary>A notice with the place of the entry that it tells of.</summary>
sealed record PlacedNotice(JournalPosition Position, Notice Notice);

/// <summary>Makes notices from the journal: what has a line in a person's statement, and where it was.</summary>
sealed class NoticeReader(IJournalStore journal)
{
    /// <summary>The notices of a page of the journal, in its order.</summary>
    public async Task<List<PlacedNotice>> Of(IReadOnlyList<PositionedEntry> page, CancellationToken stop)
    {
        var told = new List<PlacedNotice>();
        var persons = page
            .Where(static placed => placed.Entry.Grain.Kind == GrainKind.Person
                && StatementLines.Has(EventKinds.Decode(placed.Entry).Event))
            .GroupBy(static placed => placed.Entry.Grain);
        foreach (var person in persons)
        {
            var wanted = person.ToDictionary(static placed => placed.Entry.Sequence, static placed => placed.Position);
            told.AddRange(await Of(PersonNo.Of(person.Key.Id), wanted, stop));
        }
        told.Sort(static (one, other) =>
            one.Position == other.Position ? 0 : one.Position.IsAfter(other.Position) ? 1 : -1);
        return told;
    }

    /// <summary>Reads the person's journal from its beginning, as the statement does.</summary>
    async Task<List<PlacedNotice>> Of(
        PersonNo person, Dictionary<long, JournalPosition> wanted, CancellationToken stop)
    {
        var told = new List<PlacedNotice>();
        var (lines, before) = (new StatementLines(person), new Before());
        await foreach (var entry in journal.Read(GrainKey.Person(person), 1, wanted.Keys.Max(), stop))
        {
            var recorded = EventKinds.Decode(entry);
            before.Take(recorded.Event);
            if (lines.Next(recorded) is { } line
                && wanted.TryGetValue(entry.Sequence, out var position)
                && !MovesNothing(recorded.Event))
            {
                var notice = await Placed(Notice.Of(person, line), recorded.Event, before, stop);
                told.Add(new PlacedNotice(position, notice));
            }
        }
        return told;
    }

    async Task<Notice> Placed(Notice notice, IGrainEvent @event, Before before, CancellationToken stop) => @event switch
    {
        Settled e => At(notice, e.Bill.Institution) with { Relatives = PaidBy(e.Aid) },
        Reversed e => At(notice, before.Place(e.Settlement)) with { Relatives = PaidBy(e.Aid) },
        HoldCaptured e => await ForRelative(notice, e.Settlement, e.Network, before, stop),
        HoldReturned e => await ForRelative(notice, e.Settlement, e.Network, before, stop),
        _ => notice,
    };

    /// <summary>The funder has heard of the patient with the hold; where it was, the patient's journal knows.</summary>
    async Task<Notice> ForRelative(
        Notice notice, SettlementId settlement, NetworkId network, Before before, CancellationToken stop)
    {
        var patient = before.Patient(settlement, network);
        var place = await PlaceOf(patient, settlement, stop);
        return At(notice, place) with { Relative = patient, Network = network };
    }

    async Task<InstitutionFacts?> PlaceOf(PersonNo patient, SettlementId settlement, CancellationToken stop)
    {
        // Most entries need not be understood to see that they are not it.
        var id = Encoding.UTF8.GetBytes($"\"{settlement}\"");
        await foreach (var entry in journal.Read(GrainKey.Person(patient), 1, long.MaxValue, stop))
        {
            if (entry.Body.AsSpan().IndexOf(id) >= 0
                && EventKinds.Decode(entry).Event is Settled settled
                && settled.Settlement == settlement)
            {
                return settled.Bill.Institution;
            }
        }
        return null;
    }

    static Notice At(Notice notice, InstitutionFacts? place) =>
        notice with { Institution = place?.Code, Area = place?.Area };

    static PaidByRelative[]? PaidBy(AidPart[] aid) => aid.Length == 0
        ? null
        : [.. aid.Select(static part => new PaidByRelative(part.Funder, part.Network, part.Amount))];

    /// <summary>A visit that the pool and cash paid is no movement of any account.</summary>
    static bool MovesNothing(IGrainEvent @event) =>
        @event is Settled { Own: [], Aid: [] } or Reversed { Own: [], Aid: [] };

    /// <summary>What earlier entries of a person tell of those that come.</summary>
    sealed class Before
    {
        readonly Dictionary<SettlementId, InstitutionFacts> _places = [];
        readonly Dictionary<(SettlementId, NetworkId), PersonNo> _patients = [];

        public void Take(IGrainEvent @event)
        {
            if (@event is Settled settled)
            {
                _places[settled.Settlement] = settled.Bill.Institution;
            }
            else if (@event is HoldPlaced held)
            {
                _patients[(held.Settlement, held.Network)] = held.Patient;
            }
        }

        public InstitutionFacts Place(SettlementId settlement) => _places[settlement];

        public PersonNo Patient(SettlementId settlement, NetworkId network) => _patients[(settlement, network)];
    }
}
