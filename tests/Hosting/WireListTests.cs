using System.Reflection;
using Gongji.Client.Cluster;
using Orleans.Serialization.Invocation;

namespace Gongji.Tests.Hosting;

/// <summary>The names and numbers by which processes of two versions know each other's messages.</summary>
/// <remarks>A field is known by its place: a new one comes last and may be null, and none is moved or taken away. A
/// member of an enum is known by its number, a method by a digest of its name and of the types that it takes.</remarks>
public sealed class WireListTests
{
    static readonly Assembly Contracts = typeof(Money).Assembly;
    static readonly Type[] Interfaces = [.. typeof(IInsuredPersonGrain).Assembly.GetTypes()
        .Where(static type => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type))];

    [Fact]
    public void Names_and_numbers_on_the_wire_are_those_of_the_list()
    {
        var list = string.Join('\n', Records().Concat(Enums()).Concat(Methods()));

        // To renew the list, put what is written here in its place and read the difference.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "wire.actual.txt"), list + "\n");
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "wire.txt")).TrimEnd(), list);
    }

    [Fact]
    public void Whatever_a_grain_takes_or_gives_can_cross_and_is_not_copied()
    {
        var records = Crossing().Where(static type => !type.IsEnum && !IsValue(type)).ToArray();

        var unmarked = records.Where(static type => !type.IsDefined(typeof(ImmutableAttribute))
            || !type.IsDefined(typeof(AliasAttribute))
            || !type.IsDefined(typeof(GenerateSerializerAttribute)));

        Assert.NotEmpty(records);
        Assert.Empty(unmarked);
        Assert.Empty(Marked().Except(records));
    }

    /// <summary>Nothing else of a record is sent, and nobody would be told.</summary>
    [Fact]
    public void Whatever_crosses_is_made_of_its_positional_parts_alone()
    {
        var lost = Marked().SelectMany(static type => type.GetProperties()
            .Where(property => property.CanWrite && !Fields(type).Any(field => field.Name == property.Name))
            .Select(property => $"{type.Name}.{property.Name}"));

        Assert.Empty(lost);
    }

    static IEnumerable<string> Records() => Marked()
        .OrderBy(AliasOf, StringComparer.Ordinal)
        .SelectMany(static type => Fields(type)
            .Select(static (field, id) => $"  {id} {field.Name}: {Name(field.ParameterType)}")
            .Prepend(AliasOf(type)));

    static IEnumerable<string> Enums() => Crossing()
        .Where(static type => type.IsEnum)
        .OrderBy(Name, StringComparer.Ordinal)
        .SelectMany(static type => Enum.GetValues(type).Cast<object>()
            .Select(static member => $"  {Convert.ToInt32(member, null)} {member}")
            .Prepend(Name(type)));

    static IEnumerable<string> Methods() => typeof(IInsuredPersonGrain).Assembly.GetTypes()
        .Where(static type => type.IsDefined(typeof(CompoundTypeAliasAttribute)))
        .Select(static type => Line(
            ((IInvokable)Activator.CreateInstance(type)!).GetMethod(),
            type.GetCustomAttribute<CompoundTypeAliasAttribute>()!.Components))
        .Order(StringComparer.Ordinal);

    static string Line(MethodInfo method, object[] identity) =>
        $"{method.DeclaringType}.{method.Name}({string.Join(", ", method.GetParameters().Select(TypeOf))}): "
        + $"{Name(method.ReturnType)} {identity[^1]}";

    static string TypeOf(ParameterInfo parameter) => Name(parameter.ParameterType);

    static string AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>()!.Alias;

    static IEnumerable<Type> Marked() =>
        Contracts.GetTypes().Where(static type => type.IsDefined(typeof(GenerateSerializerAttribute)));

    /// <summary>Ids and amounts have codecs of their own, which check what arrives.</summary>
    static bool IsValue(Type type) =>
        type == typeof(Money) || type.GetInterfaces().Any(static each => each.Name == typeof(IId<>).Name);

    static HashSet<Type> Crossing()
    {
        var crossing = new HashSet<Type>();
        foreach (var method in Interfaces.SelectMany(static type => type.GetInterfaces())
            .Where(static type => type.Assembly == Contracts)
            .SelectMany(static type => type.GetMethods()))
        {
            Reach(method.ReturnType, crossing);
            Array.ForEach(method.GetParameters(), parameter => Reach(parameter.ParameterType, crossing));
        }
        return crossing;
    }

    static void Reach(Type type, HashSet<Type> reached)
    {
        Array.ForEach(type.GetGenericArguments(), part => Reach(part, reached));
        var known = type.IsArray ? type.GetElementType()! : type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (known.Assembly == Contracts && !known.IsGenericParameter && reached.Add(known) && !IsValue(known))
        {
            Array.ForEach(Fields(known), field => Reach(field.ParameterType, reached));
        }
    }

    /// <summary>What a record is made of. Its copying constructor is not public.</summary>
    static ParameterInfo[] Fields(Type type) =>
        [.. type.GetConstructors().SelectMany(static made => made.GetParameters())];

    static string Name(Type type) =>
        type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Nullable.GetUnderlyingType(type) is { } value ? Name(value) + "?"
        : type.IsGenericType ? $"{type.Name[..^2]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
