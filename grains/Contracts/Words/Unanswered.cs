namespace Gongji.Words;

/// <summary>The caller can't know whether it was booked. Ask again with the same operation id.</summary>
public sealed class OutcomeUnknownException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The ledger is too busy; nothing was booked.</summary>
public sealed class OverloadedException(string message) : Exception(message);
