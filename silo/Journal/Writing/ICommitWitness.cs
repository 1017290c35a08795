namespace Gongji.Journal.Writing;

/// <summary>Hears of commits that fail, from any thread.</summary>
public interface ICommitWitness
{
    /// <summary>A commit failed. Its callers are told that the outcome is unknown.</summary>
    void Failed(int database, int entries, Exception why);

    /// <summary>Nothing can be written: no entry is taken until something can be.</summary>
    void Closed(int database, Exception why);

    /// <summary>Something could be written again.</summary>
    /// <param name="after">How long nothing could be.</param>
    void Opened(int database, TimeSpan after);
}
