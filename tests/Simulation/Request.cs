namespace Gongji.Tests.Simulation;

/// <summary>One named request and what its sender knows of it.</summary>
sealed class Request(OperationId operation, string what)
{
    public OperationId Operation { get; } = operation;

    public string What { get; } = what;

    public DateTimeOffset FirstSent { get; set; }

    public DateTimeOffset LastSent { get; set; }

    /// <summary>How often it was sent until it was answered.</summary>
    public int Sends { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>A receipt, a reversal's receipt, a confirmation or a refusal; null while it is unknown.</summary>
    public object? Answer { get; set; }

    /// <summary>Whose account it credits, if it does.</summary>
    public PersonNo? Credited { get; init; }

    /// <summary>What it asks for, and of whom; null when only its sending tells.</summary>
    public (GrainKey About, object Command)? Asks { get; init; }

    /// <summary>The code of the refusal that it has to hear, because it can't be carried out; null when it may be.
    /// </summary>
    public string? MustHear { get; init; }

    /// <summary>Whether a copy of it may still be under way somewhere.</summary>
    public bool MayStillArrive { get; set; }

    /// <summary>Sends it once more and gives what came back.</summary>
    public required Func<Task<object>> Send { get; init; }
}
