using System.Text.RegularExpressions;

namespace Gongji.Tests.Simulation;

/// <summary>Makes a seed that fails a short story: whatever may be left out while it fails in the same way
/// is.</summary>
static partial class Shrinking
{
    /// <summary>After so many runs the story is as short as it gets.</summary>
    const int TriesMax = 200;

    /// <param name="failure">What the whole run ends with.</param>
    /// <param name="fails">Runs it again without something; gives what it ends with, null when nothing fails.</param>
    public static Omission Shrink(string failure, Func<Omission, string?> fails)
    {
        var (without, tries) = (Omission.Nothing, 0);
        var kind = KindOf(failure);
        bool Try(Omission less)
        {
            if (tries++ >= TriesMax || fails(less) is not { } again || KindOf(again) != kind)
            {
                return false;
            }
            without = less;
            return true;
        }

        foreach (var fault in Faults.AllKinds)
        {
            Try(without.And(fault));
        }
        for (var client = 1; client <= Run.ClientsMax; client++)
        {
            LeaveOut([.. Enumerable.Range(0, Run.OperationsEach).Select(at => (client, at))]);
        }
        return without;

        void LeaveOut((int, int)[] operations)
        {
            if (!Try(without.And(operations)) && operations.Length > 1)
            {
                LeaveOut(operations[..(operations.Length / 2)]);
                LeaveOut(operations[(operations.Length / 2)..]);
            }
        }
    }

    /// <summary>The message without the names, amounts and moments in it.</summary>
    static string KindOf(string failure) => Varying().Replace(failure, "…");

    [GeneratedRegex(@"\S*\d\S*|\b[PN][A-H]\b")]
    private static partial Regex Varying();
}
