using System.Collections.Immutable;
using Gongji.People;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>What is known of an answer beside itself.</summary>
/// <param name="FirstSent">When its request was sent for the first time.</param>
/// <param name="LastSent">When it was sent for the last time.</param>
sealed record Hearing(DateTimeOffset FirstSent, DateTimeOffset LastSent, DateTimeOffset Now);

// What answers have to say.
sealed partial class PaperLedger
{
    /// <summary>How far a clock may be wrong.</summary>
    static readonly TimeSpan Clocks = TimeSpan.FromMinutes(10);

    /// <summary>Somebody hears an answer. What is about credentials alone the oracle does not know.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not what it has to be.</exception>
    public void Answer(OperationId operation, object answer, Hearing hearing)
    {
        if (answer is Refusal refused && IsOfVisits(refused) && _bills.TryGetValue(operation, out var bill))
        {
            CheckRefusal(VisitOf(bill.Visit), operation, [bill.How], refused, hearing);
            return;
        }
        if (!_about.TryGetValue(operation, out var about))
        {
            return;
        }
        switch (about.Kind)
        {
            case GrainKind.Network:
                AnswerOfNetwork(NetworkId.Of(about.Id), operation, answer, hearing);
                break;
            case GrainKind.Visit:
                AnswerOfVisit(VisitId.Of(about.Id), operation, answer, hearing);
                break;
            case GrainKind.Institution:
                AnswerOfInstitution(InstitutionCode.Of(about.Id), operation, answer, hearing);
                break;
            default:
                AnswerOfPerson(PersonOf(PersonNo.Of(about.Id)), operation, answer, hearing);
                break;
        }
    }

    void AnswerOfPerson(Past<PersonPage> past, OperationId operation, object answer, Hearing hearing)
    {
        switch (answer)
        {
            case Receipt receipt when HeardAs<Settle>(operation).Any():
                Check(Is(past.Now, receipt), $"{operation} is answered {Tell(receipt)}, not as it was booked");
                break;
            case Receipt receipt:
                Check(
                    !IsQuiet(past, hearing)
                        || Pages(past, hearing).Any(page => IsQuote(page, operation, receipt, hearing)),
                    $"{operation} is quoted {Tell(receipt)}, as nothing that was so would be");
                break;
            case ReversalReceipt reversal:
                CheckReversal(past.Now, operation, reversal);
                break;
            case PersonView view:
                CheckView(past, operation, view, hearing);
                break;
            case Statement statement:
                CheckStatement(past, operation, statement, hearing);
                break;
            case OperationRecord found:
                CheckFound(past, operation, found, hearing);
                break;
            case Confirmation confirmation:
                CheckConfirmation(past.Now.Deeds, operation, confirmation, hearing);
                break;
            case Refusal refusal:
                Check(
                    IsExplained(past, operation, refusal, hearing),
                    $"{operation} is refused {refusal.Code} ({refusal.Field}={refusal.Value}) though it never was so");
                break;
        }
    }

    /// <summary>Whether nothing changed while a pre-settlement was reckoned, and nothing was being set aside.</summary>
    bool IsQuiet(Past<PersonPage> past, Hearing hearing) =>
        past.Since(hearing.FirstSent).Count() == 1 && !UnderWay(past.Now, hearing.Now).Any();

    /// <summary>What was so between question and answer, whichever host answered.</summary>
    static IEnumerable<T> Pages<T>(Past<T> past, Hearing hearing) => past.Since(hearing.LastSent);

    static IEnumerable<DateOnly> Days(Hearing hearing) =>
        new[] { ChinaTime.DayOf(hearing.FirstSent - Clocks), ChinaTime.DayOf(hearing.Now + Clocks) }.Distinct();

    /// <summary>A receipt, line by line.</summary>
    static bool Is(PersonPage page, Receipt receipt) =>
        page.Settled.GetValueOrDefault(receipt.Settlement) is { } booked
        && page.Deeds[booked.By] is { At: var at }
        && (receipt.Operation, receipt.At, receipt.BalanceAfter.Fen, receipt.PoolPay.Fen, receipt.EqualTo)
            == (booked.By, at, booked.After, booked.Pool, booked.EqualTo)
        && IsSame(receipt.Bill, booked.Bill)
        && AreLines(booked, receipt.Lines);

    static bool AreLines(Booked booked, ReceiptLine[] lines)
    {
        var year = booked.Bill.To.Year;
        var earlier = booked.Own.Where(part => part.Year < year).Sum(static part => part.Fen);
        var current = booked.Own.Where(part => part.Year >= year).Sum(static part => part.Fen);
        (PaidBy, long, NetworkId?, PersonNo?, long?)[] paid =
        [
            (PaidBy.OwnHistoric, earlier, null, null, booked.After + current),
            (PaidBy.OwnCurrent, current, null, null, booked.After),
            .. booked.Shares.Select(static each =>
                (PaidBy.FamilyAid, each.Fen, (NetworkId?)each.Network, (PersonNo?)each.Funder, (long?)null)),
            (PaidBy.Cash, booked.Cash, null, null, null),
        ];
        return paid.Where(static line => line.Item2 > 0).SequenceEqual(lines.Select(static line => (
            line.PaidBy,
            line.Amount.Fen,
            line.Network,
            line.Funder,
            line.Network is null ? line.BalanceAfter?.Fen : null)));
    }

    /// <summary>Whether a pre-settlement tells what a settlement would; how much relatives give is believed.</summary>
    bool IsQuote(PersonPage page, OperationId operation, Receipt receipt, Hearing hearing)
    {
        var command = HeardAs<Quote>(operation).First().Command;
        if (page.StandingFor(command.Bill.Visit, command.Bill.Batch) is { } standing)
        {
            return standing.Settlement == receipt.Settlement && Is(page, receipt);
        }
        var shares = receipt.Lines
            .Where(static line => line.Network is not null)
            .Select(static line => new Share(line.Network!.Value, line.Funder!.Value, line.Amount.Fen, []));
        return Days(hearing).Any(today =>
            Split.Of(page, command, today, _policies).Split is { } split
            && split.With(page, operation, [.. shares]) is var booked
            && (receipt.PoolPay.Fen, receipt.BalanceAfter.Fen, receipt.EqualTo)
                == (booked.Pool, booked.After, booked.EqualTo)
            && receipt.Aid.Fen <= split.Wanted
            && AreLines(booked, receipt.Lines));
    }

    static void CheckReversal(PersonPage page, OperationId operation, ReversalReceipt reversal)
    {
        var booked = page.Settled.GetValueOrDefault(reversal.Original.Settlement);
        var deed = page.Deeds.GetValueOrDefault(operation);
        Check(
            booked?.UndoneBy == reversal.Operation && deed?.Settlement == booked.Settlement,
            $"{operation} is said to have undone {reversal.Original.Settlement}, which it did not");
        Check(
            reversal.Original.Reversed && Is(page, reversal.Original)
                && reversal.BalanceAfter.Fen == booked!.AfterUndoing,
            $"{operation} is answered {Tell(reversal.Original)} with {reversal.BalanceAfter} behind it, "
            + $"and {booked!.AfterUndoing} fen were there");
    }

    /// <summary>Only what was there before it was sent the last time may be said to have been there.</summary>
    static void CheckConfirmation(
        ImmutableDictionary<OperationId, Deed> deeds,
        OperationId operation,
        Confirmation confirmation,
        Hearing hearing)
    {
        var deed = deeds.GetValueOrDefault(operation);
        Check(deed is not null, $"{operation} is confirmed and was not done");
        Check(
            (confirmation.Operation, confirmation.Sequence, confirmation.At) == (operation, deed!.Sequence, deed.At),
            $"{operation} is confirmed as {confirmation.Sequence}, and is {deed.Sequence}");
        Check(
            confirmation.Already || deed.DurableAt >= hearing.LastSent,
            $"{operation} is said to have been done now, and was done before");
    }

    static string Tell(Receipt receipt) =>
        $"{receipt.Settlement} pool {receipt.PoolPay} own {receipt.Own} aid {receipt.Aid} cash {receipt.Cash} "
        + $"after {receipt.BalanceAfter}";
}

/// <summary>A settlement that is only asked about.</summary>
sealed record Quote(Settle Command);
