namespace Gongji.Nhsa.Desks;

/// <summary>Whom the newest messages of this gateway were about. The ledger keeps messages by person, so one that is
/// looked for under another person is found only here.</summary>
sealed class HeardMessages
{
    /// <summary>Minutes of a busy gateway: a lost answer is reversed soon.</summary>
    public const int Max = 65_536;

    readonly Lock _lock = new();
    readonly Dictionary<OperationId, PersonNo> _about = [];
    readonly Queue<OperationId> _order = new();

    public void Note(OperationId message, PersonNo about)
    {
        lock (_lock)
        {
            if (!_about.ContainsKey(message))
            {
                _order.Enqueue(message);
            }
            _about[message] = about;
            if (_order.Count > Max)
            {
                _about.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Null when it was not heard here, or too long ago.</summary>
    public PersonNo? About(OperationId message)
    {
        lock (_lock)
        {
            return _about.TryGetValue(message, out var about) ? about : null;
        }
    }
}
