using System.Collections.Frozen;
using System.Reflection;

namespace Gongji.Words;

/// <summary>What a refusal says to people.</summary>
public sealed record RefusalText(string Chinese, string English);

/// <summary>Gives a member of a refusal enum its sentences.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SaysAttribute(string chinese, string english) : Attribute
{
    public RefusalText Text { get; } = new(chinese, english);
}

/// <summary>Marks an enum as the refusals of one command, in the order in which the rules ask.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class RefusalsOfAttribute(string command) : Attribute
{
    public string Command { get; } = command;
}

/// <summary>Every refusal that the ledger can give, by code.</summary>
public static class RefusalTexts
{
    static readonly FrozenDictionary<string, RefusalText> ByCode = Of(typeof(RefusalTexts).Assembly);

    public static IReadOnlyDictionary<string, RefusalText> All => ByCode;

    public static RefusalText For(string code) =>
        ByCode.GetValueOrDefault(code) ?? new RefusalText("请求被拒绝", "The request was refused.");

    internal static string CodeOf(Type reasons, string member)
    {
        var command = reasons.GetCustomAttribute<RefusalsOfAttribute>()?.Command
            ?? throw new InvalidOperationException($"{reasons.Name} does not say which command it refuses");
        return $"{command}.{SnakeCase.Of(member)}";
    }

    /// <summary>The refusals that an assembly's enums declare, by code.</summary>
    public static FrozenDictionary<string, RefusalText> Of(Assembly assembly) =>
        assembly.GetTypes()
            .Where(static type => type.IsEnum && type.IsDefined(typeof(RefusalsOfAttribute)))
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .ToFrozenDictionary(
                static field => CodeOf(field.DeclaringType!, field.Name),
                static field => field.GetCustomAttribute<SaysAttribute>()?.Text
                    ?? throw new InvalidOperationException($"{field.DeclaringType}.{field.Name} says nothing"));
}
