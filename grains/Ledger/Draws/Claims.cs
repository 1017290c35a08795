using Gongji.Families;
using Gongji.People;

namespace Gongji.Ledger.Draws;

/// <summary>Money that is set aside for a settlement which is not known to have committed: a network's open draw, a
/// funder's hold.</summary>
interface IClaim
{
    SettlementId Settlement { get; }

    int Attempt { get; }

    PersonNo Patient { get; }

    /// <summary>What was asked for; less may be set aside.</summary>
    Money Wanted { get; }

    /// <summary>What it is spent on; null when that was not kept.</summary>
    AidPurpose? Purpose { get; }

    /// <summary>The day whose rules and limits it was granted by; null when that was not kept.</summary>
    DateOnly? ServiceDate { get; }

    /// <summary>The version of the rules that decided what is asked for; null when that was not kept.</summary>
    string? DecidedBy { get; }

    DateTimeOffset Since { get; }
}

/// <summary>What a network and its funder do alike with the claims of settlements.</summary>
static class Claims
{
    /// <summary>A claim this old is uncertain: its owner asks the patient what became of the settlement.</summary>
    static readonly TimeSpan UncertainAfter = TimeSpan.FromSeconds(5);

    /// <summary>Whether a claim is uncertain. One from the future is: clocks of hosts differ.</summary>
    public static bool IsUncertain(this IClaim claim, DateTimeOffset now) =>
        (now - claim.Since).Duration() >= UncertainAfter;

    /// <summary>What a draw meets that may have been here before.</summary>
    /// <param name="open">The claim that its settlement has here.</param>
    /// <param name="captured">Whether its settlement has been paid here.</param>
    /// <param name="released">The highest attempt of its settlement that was released here.</param>
    /// <returns>The claim that this very attempt has already, or why it may have none; null when it is a new attempt.
    /// </returns>
    public static Answer<TClaim>? Judge<TClaim>(Draw draw, TClaim? open, bool captured, int released = 0)
        where TClaim : class, IClaim
    {
        if (captured)
        {
            return Refusal.Of(DrawRefusal.CapturedAlready, "settlement", draw.Settlement.Value);
        }
        if (open is not null && open.Patient != draw.Member)
        {
            return Refusal.Of(DrawRefusal.AnotherMembers, "settlement", draw.Settlement.Value);
        }
        if (open?.Attempt == draw.Attempt && open.IsFor(draw))
        {
            return open;
        }
        if (Math.Max(open?.Attempt ?? 0, released) >= draw.Attempt)
        {
            return Refusal.Of(DrawRefusal.AttemptUsed, "attempt", $"{draw.Attempt}");
        }
        return null;
    }

    /// <summary>Whether it was granted for the very thing that is drawn for: a bill, or the rules, may have changed
    /// since an attempt that everybody forgot.</summary>
    static bool IsFor(this IClaim claim, Draw draw) =>
        claim.Wanted == draw.Amount
        && (claim.Purpose ?? draw.Purpose) == draw.Purpose
        && (claim.ServiceDate ?? draw.ServiceDate) == draw.ServiceDate
        && (claim.DecidedBy ?? draw.DecidedBy) == (draw.DecidedBy ?? claim.DecidedBy);

    /// <summary>Asks the patient what became of a claim's settlement, and does what follows from it.</summary>
    public static async Task Resolve(
        IGrains grains, NetworkId network, IClaim claim, Func<Capture, Task> capture, Func<Release, Task> release)
    {
        var outcome = await grains.Person(claim.Patient).OutcomeOf(claim.Settlement, claim.Attempt, network);
        await (outcome.Kind switch
        {
            OutcomeKind.Settled when !outcome.Amount.IsZero =>
                capture(new Capture(claim.Settlement, claim.Attempt, network, outcome.Amount)),
            OutcomeKind.Settled or OutcomeKind.Refused =>
                release(new Release(claim.Settlement, claim.Attempt, network, claim.Patient)),
            OutcomeKind.Deciding => Task.CompletedTask,
        });
    }

    public static Refusal NoSuchDraw(SettlementId settlement) =>
        Refusal.Of(DrawRefusal.NoSuchDraw, "settlement", settlement.Value);
}
