using System.Runtime.CompilerServices;
using Gongji.Ledger.Books;
using Gongji.People;
using Gongji.Policy.Areas;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>A ledger on paper that shares neither states nor arithmetic with the real one: it hears every request when
/// it is sent, learns which entry was durable when, and knows what the answers have to be.</summary>
sealed partial class PaperLedger(IPolicies policies, Faults faults)
{
    readonly IPolicies _policies = policies;
    readonly Dictionary<PersonNo, Past<PersonPage>> _persons = [];
    readonly Dictionary<NetworkId, Past<FamilyPage>> _families = [];
    readonly Dictionary<OperationId, List<object>> _heard = [];
    readonly Dictionary<OperationId, DateTimeOffset> _heardAt = [];
    readonly Dictionary<OperationId, GrainKey> _about = [];
    readonly List<(DateTimeOffset At, Settle Command)> _settles = [];

    /// <summary>Somebody is about to send a command about a grain.</summary>
    public void Hear(OperationId operation, GrainKey about, object command, DateTimeOffset now)
    {
        _about[operation] = about;
        _heardAt.TryAdd(operation, now);
        if (!_heard.TryGetValue(operation, out var commands))
        {
            _heard[operation] = commands = [];
        }
        if (!commands.Contains(command))
        {
            commands.Add(command);
        }
        if (command is Settle settle)
        {
            _settles.Add((now, settle));
        }
    }

    /// <summary>An entry is durable.</summary>
    /// <exception cref="InvalidOperationException">It is not what it has to be.</exception>
    public void Take(GrainKey grain, Recorded recorded, DateTimeOffset now)
    {
        if (grain.Kind is GrainKind.Person)
        {
            Take(PersonOf(PersonNo.Of(grain.Id)), recorded, now);
        }
        if (grain.Kind is GrainKind.Network)
        {
            Take(FamilyOf(NetworkId.Of(grain.Id)), recorded, now);
        }
        if (grain.Kind is GrainKind.Visit)
        {
            Take(VisitOf(VisitId.Of(grain.Id)), recorded, now);
        }
        if (grain.Kind is GrainKind.Institution)
        {
            Take(InstitutionOf(InstitutionCode.Of(grain.Id)), recorded, now);
        }
    }

    Past<PersonPage> PersonOf(PersonNo person)
    {
        if (!_persons.TryGetValue(person, out var past))
        {
            _persons[person] = past = new Past<PersonPage>(new PersonPage(person));
        }
        return past;
    }

    Past<FamilyPage> FamilyOf(NetworkId network)
    {
        if (!_families.TryGetValue(network, out var past))
        {
            _families[network] = past = new Past<FamilyPage>(new FamilyPage(network));
        }
        return past;
    }

    IEnumerable<T> HeardAs<T>(OperationId operation) => _heard.GetValueOrDefault(operation)?.OfType<T>() ?? [];

    T Heard<T>(Recorded recorded) => HeardAs<T>(recorded.Operation!.Id).FirstOrDefault()
        ?? throw new InvalidOperationException($"{recorded.Operation.Id} is recorded and nobody asked for it");

    static void Check(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref Unless otherwise) =>
        Watcher.Check(holds, ref otherwise);
}
