using System.Text;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;
using Gongji.Ledger.Credentials;
using Gongji.Ledger.Families;
using Gongji.Ledger.Institutions;
using Gongji.Ledger.People;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;

namespace Gongji.Tests.Journal;

/// <summary>In which shape states are kept: each type with its members and their types. A snapshot of another shape is
/// not gone on from, by its version.</summary>
public sealed class SnapshotShapeTests
{
    static readonly string Golden =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "snapshots.txt"));

    [Fact]
    public void States_are_kept_in_the_shape_of_their_version()
    {
        var (seen, now) = (new HashSet<Type>(), new StringBuilder());
        foreach (var type in new[]
        {
            typeof(PersonState), typeof(NetworkState), typeof(VisitState), typeof(InstitutionState),
            typeof(CredentialState), typeof(AreaRulesState), typeof(KeyIndex),
        })
        {
            Describe(type, seen, now);
        }
        var renewed = Path.Combine(AppContext.BaseDirectory, "snapshots.txt");
        File.WriteAllText(renewed, $"{now}");

        Assert.True(
            Golden == $"{now}",
            "The shape of a state has changed. Where a snapshot of before can't be read, or says something else, raise "
            + $"SnapshotSealer.ShapeVersion; then: cp {renewed} tests/golden/snapshots.txt");
    }

    static void Describe(Type type, HashSet<Type> seen, StringBuilder to)
    {
        if (!seen.Add(type))
        {
            return;
        }
        var info = LedgerJson.Options.GetTypeInfo(type);
        Type[] parts =
        [
            .. new[] { info.KeyType, info.ElementType }.OfType<Type>(),
            .. info.PolymorphismOptions?.DerivedTypes.Select(static each => each.DerivedType) ?? [],
        ];
        var members = info.Properties
            .Where(static property => property.Set is not null || property.AssociatedParameter is not null)
            .OrderBy(static property => property.Name, StringComparer.Ordinal)
            .ToArray();
        if (type.Namespace!.StartsWith(nameof(Gongji), StringComparison.Ordinal))
        {
            to.Append(type).Append('\n');
            foreach (var name in type.IsEnum ? Enum.GetNames(type) : [])
            {
                to.Append("    ").Append(name).Append('\n');
            }
            foreach (var member in members)
            {
                to.Append("    ").Append(member.Name).Append(": ").Append(member.PropertyType).Append('\n');
            }
        }
        foreach (var part in parts.Concat(members.Select(static member => member.PropertyType)))
        {
            Describe(part, seen, to);
        }
    }
}
