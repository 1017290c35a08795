using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Gongji.Words;

/// <summary>What a refusal says to people.</summary>
public sealed record RefusalText(string Chinese, string English);

/// <summary>Gives a member of a refusal enum its sentences.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SaysAttribute(string chinese, string english) : Attribute
{
    /// <summary>The sentences.</summary>
    public RefusalText Text { get; } = new(chinese, english);
}

/// <summary>Marks a refusal that passes by itself: the same request with the same id may go through later.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PassingAttribute : Attribute;

/// <summary>Marks an enum as the refusals of one command, in the order in which the rules ask.</summary>
/// <param name="command">The first part of their codes; empty where the codes have one part only.</param>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class RefusalsOfAttribute(string command) : Attribute
{
    /// <summary>The first part of the codes.</summary>
    public string Command { get; } = command;
}

/// <summary>What the refusals that enums declare are called and say.</summary>
public static class RefusalTexts
{
    static readonly ConcurrentDictionary<string, RefusalText> ByCode = new(Of(typeof(RefusalTexts).Assembly));

    /// <summary>What a refusal says. Those of the ledger are known, and those for which this process has refused.
    /// </summary>
    public static RefusalText For(string code) =>
        ByCode.GetValueOrDefault(code) ?? new RefusalText("请求被拒绝", "The request was refused.");

    internal static void Know(Assembly declaring)
    {
        if (declaring != typeof(RefusalTexts).Assembly)
        {
            foreach (var (code, text) in Of(declaring))
            {
                ByCode[code] = text;
            }
        }
    }

    internal static string CodeOf(Type reasons, string member)
    {
        var command = reasons.GetCustomAttribute<RefusalsOfAttribute>()?.Command
            ?? throw new InvalidOperationException($"{reasons.Name} does not say which command it refuses");
        return command.Length == 0 ? SnakeCase.Of(member) : $"{command}.{SnakeCase.Of(member)}";
    }

    /// <summary>The refusals that an assembly's enums declare, by code.</summary>
    public static FrozenDictionary<string, RefusalText> Of(Assembly assembly) =>
        Declared(assembly).ToFrozenDictionary(
            static field => CodeOf(field.DeclaringType!, field.Name),
            static field => field.GetCustomAttribute<SaysAttribute>()?.Text
                ?? throw new InvalidOperationException($"{field.DeclaringType}.{field.Name} says nothing"));

    /// <summary>The codes of those that pass by themselves.</summary>
    public static IEnumerable<string> Passing(Assembly assembly) =>
        Declared(assembly)
            .Where(static field => field.IsDefined(typeof(PassingAttribute)))
            .Select(static field => CodeOf(field.DeclaringType!, field.Name));

    static IEnumerable<FieldInfo> Declared(Assembly assembly) =>
        assembly.GetTypes()
            .Where(static type => type.IsEnum && type.IsDefined(typeof(RefusalsOfAttribute)))
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static));
}
