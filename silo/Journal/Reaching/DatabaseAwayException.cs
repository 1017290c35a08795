namespace Gongji.Journal.Reaching;

/// <summary>A database of the journal is away; it was not even asked.</summary>
public sealed class DatabaseAwayException() : IOException("the journal's database is away");
