namespace Gongji.Journal.Schema;

/// <summary>The journal was written by a newer program, whose entries this one might not understand.</summary>
public sealed class NewerSchemaException(long found, long known) : Exception(
    $"The journal's schema has version {found}, and this program knows versions up to {known}: use the newer program.");
