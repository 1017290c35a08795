namespace Gongji.Journal.Postgres;

/// <summary>The place of a database among those of one journal.</summary>
/// <param name="Number">1, 2, 3 … up to <paramref name="Parts"/>.</param>
/// <param name="Parts">How many databases the journal is split over.</param>
public sealed record JournalPart(int Number, int Parts)
{
    public static readonly JournalPart Whole = new(1, 1);

    public override string ToString() => $"database {Number} of {Parts}";
}
