using System.Text;
using Gongji.Policy.Benefits;
using Gongji.Policy.Payers;

namespace Gongji.Ledger.People.Patient;

/// <summary>The steps that lead to a settlement, in their order.</summary>
static class Steps
{
    public static TraceStep[] Of(Benefit benefit, PaymentPlan plan, string? shownBy, IReadOnlyList<Heard> heard) =>
    [
        .. benefit.Trace,
        .. plan.Trace,
        .. Shown(shownBy, benefit.PolicyVersion),
        .. heard.Select(static each => each.Step),
        .. AllOrNothing(heard, benefit.PolicyVersion),
    ];

    /// <summary>The digest of steps, by <see cref="Operation.DigestOf"/>: of their rules, versions and results, each
    /// with a line feed behind it. Inputs stand in the entry themselves; of those a ledger may tell more.</summary>
    public static string DigestOf(IEnumerable<TraceStep> steps)
    {
        var text = new StringBuilder(256);
        foreach (var (rule, version, _, result) in steps)
        {
            text.Append(rule).Append('\n').Append(version).Append('\n').Append(result).Append('\n');
        }
        return Operation.DigestOf(text.ToString());
    }

    /// <summary>Institutions may read the steps: they tell as little of a viewer as receipts do of funders.</summary>
    public static string? ShownBy(PersonNo? viewer) => viewer switch
    {
        null => null,
        { Value: { Length: > 8 } number } => number[^4..],
        _ => "…",
    };

    static TraceStep[] Shown(string? shownBy, string version) =>
        shownBy is null ? [] : [new TraceStep("credential_view", version, $"viewer={shownBy}", $"{Money.Zero}")];

    /// <summary>The patient's area decides that no part is taken of what aid was asked for at first.</summary>
    static TraceStep[] AllOrNothing(IReadOnlyList<Heard> heard, string version)
    {
        Spared[] spared = [.. heard.Select(static each => each.Spared).OfType<Spared>()
            .Where(static spared => spared.Why == AidReason.TooLittle)];
        return spared.Length == 0
            ? []
            : [new TraceStep(
                "payers.part_payment",
                version,
                $"could={spared.Sum(static each => each.Could)} asked={heard[0].Asked}",
                $"{Money.Zero}")];
    }
}
