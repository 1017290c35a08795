using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>Somebody looks at a person, as of a day.</summary>
sealed record Look(DateOnly AsOf);

/// <summary>Somebody asks for all that ever moved in a person's account.</summary>
sealed record AskStatement;

/// <summary>Somebody asks what became of an operation.</summary>
sealed record Find(OperationId Operation);

// What readings have to show: what was so at a moment between question and answer.
sealed partial class PaperLedger
{
    void CheckView(Past<PersonPage> past, OperationId operation, PersonView view, Hearing hearing)
    {
        var day = HeardAs<Look>(operation).First().AsOf;
        Check(
            Pages(past, hearing).Any(page => Shows(page, day, view)),
            $"{operation} is shown {view.Historic} + {view.Current}, {view.Held} held, {view.Owed} owed, "
            + $"{view.Blocked?.Reason} in {string.Join(' ', view.Networks)}, and it never was so");
    }

    static bool Shows(PersonPage page, DateOnly day, PersonView view) =>
        (view.Person, view.Insurance) == (page.Person, page.InsuredOn(day))
        && view.Historic.Fen == page.Purse.Years.Where(lot => lot.Key < day.Year).Sum(static lot => lot.Value.There)
        && view.Current.Fen == page.Purse.Years.Where(lot => lot.Key >= day.Year).Sum(static lot => lot.Value.There)
        && (view.Held.Fen, view.Owed.Fen) == (page.Purse.There - page.Purse.Free, page.Purse.Owed)
        && Lots(view).SequenceEqual(page.Purse.Years
            .Where(static lot => lot.Value.There > 0)
            .Select(static lot => (lot.Key, lot.Value.There, lot.Value.Held)))
        && view.Networks.SequenceEqual(page.Networks)
        && Counters(view).SetEquals(page.Used.Where(static used => used.Value > 0))
        && Holds(view).SetEquals(page.Pledges.Select(static each =>
            (each.Key.Item1, each.Key.Item2, each.Value.Attempt, each.Value.Fen)))
        && (view.Blocked is { } block ? (block.Reason, ChinaTime.DayOf(block.Since)) : ((BlockReason, DateOnly)?)null)
            == page.Blocked;

    static IEnumerable<(int, long, long)> Lots(PersonView view) => view.Lots
        .Where(static lot => !lot.Balance.IsZero)
        .Select(static lot => (lot.Year, lot.Balance.Fen, lot.Held.Fen));

    static HashSet<KeyValuePair<CounterKey, long>> Counters(PersonView view) =>
    [
        .. view.Counters
            .Where(static use => use.Used.Amount > 0)
            .Select(static use => KeyValuePair.Create(use.Counter, use.Used.Amount)),
    ];

    static HashSet<(SettlementId, NetworkId, int, long)> Holds(PersonView view) =>
        [.. view.Holds.Select(static hold => (hold.Settlement, hold.Network, hold.Attempt, hold.Amount.Fen))];

    void CheckFound(Past<PersonPage> past, OperationId operation, OperationRecord found, Hearing hearing) => Check(
        HeardAs<Find>(operation).First().Operation == found.Operation
            && Pages(past, hearing).Any(page => IsFound(page, found)),
        $"{operation} is told {found}, and it never was so");

    static bool IsFound(PersonPage page, OperationRecord found)
    {
        var deed = page.Deeds.GetValueOrDefault(found.Operation);
        var isBarred = page.Barred.Contains(found.Operation);
        var about = deed?.Settlement is { } settlement ? page.Settled[settlement] : null;
        var settled = deed?.Kind is nameof(Settled) or nameof(SettledAlready) ? about : null;
        var undone = deed?.Kind is nameof(Reversed) or nameof(ReversedAlready) ? about : null;
        var isSettled = found.Settled is { } receipt
            ? receipt.Settlement == settled?.Settlement && Is(page, receipt)
                && receipt.Reversed == settled.UndoneBy is not null
            : settled is null;
        return isSettled
            && (found.Known, found.Barred) == (deed is not null || isBarred, isBarred)
            && found.Reversed?.Original.Settlement == undone?.Settlement
            && found.Reversed?.Operation == undone?.UndoneBy
            && found.Undone?.Value == settled?.UndoneBy?.Value;
    }

    /// <summary>Line by line the account is what it was before with what came in and without what went out, and in the
    /// end it is what the account was; each line of an operation is of one that was carried out.</summary>
    static void CheckStatement(
        Past<PersonPage> past, OperationId operation, Statement statement, Hearing hearing)
    {
        var balance = 0L;
        foreach (var line in statement.Lines)
        {
            balance += line.In.Fen - line.Out.Fen;
            Check(line.Balance.Fen == balance, $"{operation} is told {line.Balance} after line {line.Sequence}");
            Check(
                line.Operation is not { } named || past.Now.Deeds.GetValueOrDefault(named)?.Sequence == line.Sequence,
                $"{operation} is told of {line.Operation} in line {line.Sequence}, where it is not");
        }
        var owed = statement.Lines is [.., var last] ? last.Owed.Fen : 0;
        Check(
            Pages(past, hearing).Any(page => (page.Purse.There, page.Purse.Owed) == (balance, owed)),
            $"{operation} is told that {balance} fen are there and {owed} owed, and it never was so");
    }
}
