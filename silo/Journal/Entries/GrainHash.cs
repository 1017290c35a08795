namespace Gongji.Journal.Entries;

/// <summary>Says to which lane or database a grain belongs: the same on every machine and in every version.</summary>
public static class GrainHash
{
    /// <summary>FNV-1a over the characters of an id, which are ASCII.</summary>
    public static uint Of(string id)
    {
        var hash = 2166136261u;
        foreach (var c in id)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }
        return hash;
    }
}
