namespace Gongji.Server;

/// <summary>The program can't do what it was asked for, and one line says why.</summary>
sealed class UsageException(string message) : Exception(message);
