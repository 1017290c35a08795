namespace Gongji.Program.Logs;

/// <summary>The program can't do what it was asked for, and one line says why.</summary>
public sealed class UsageException(string message) : Exception(message);
