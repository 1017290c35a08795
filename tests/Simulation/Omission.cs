namespace Gongji.Tests.Simulation;

/// <summary>What is left out of a run of a seed, which else stays as it is.</summary>
/// <param name="Operations">Of which client and which of its operations; the first client is 1, the first operation 0.
/// </param>
/// <param name="Faults">Kinds of faults.</param>
sealed record Omission(IReadOnlySet<(int Client, int Operation)> Operations, IReadOnlySet<string> Faults)
{
    public static readonly Omission Nothing = new(new HashSet<(int, int)>(), new HashSet<string>());

    public IReadOnlySet<int> OperationsOf(int client) => Operations
        .Where(each => each.Client == client)
        .Select(static each => each.Operation)
        .ToHashSet();

    public Omission And(string fault) => this with { Faults = Faults.Append(fault).ToHashSet() };

    public Omission And(IEnumerable<(int Client, int Operation)> operations) =>
        this with { Operations = Operations.Concat(operations).ToHashSet() };
}
