using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Gongji.LoadTests.Commands;

/// <summary>Makes options that take no value which means nothing.</summary>
static class Given
{
    /// <param name="otherwise">When it is left out; null when that leaves something else out, too.</param>
    public static Option<T> Number<T>(string name, string what, T? otherwise, T least, T most)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{what} ({least} to {most})."),
            HelpName = "N",
            CustomParser = parsed =>
                T.TryParse(parsed.Tokens[0].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most
                    ? number
                    : Wrong<T>(parsed, FormattableString.Invariant($"a number from {least} to {most}")),
        };
        if (otherwise is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }
        return option;
    }

    public static Option<T> One<T>(string name, string what, T otherwise) where T : struct, Enum => new(name)
    {
        Description = what,
        HelpName = string.Join('|', NamesOf<T>()),
        DefaultValueFactory = _ => otherwise,
        CustomParser = static parsed =>
            ValueOf<T>(parsed.Tokens[0].Value) ?? Wrong<T>(parsed, string.Join(" or ", NamesOf<T>())),
    };

    /// <param name="all">The word for all of them. None is given when the option is left out.</param>
    public static Option<T[]> Each<T>(string name, string what, string all) where T : struct, Enum => new(name)
    {
        Description = what,
        HelpName = string.Join('|', [.. NamesOf<T>(), all]),
        CustomParser = parsed => parsed.Tokens[0].Value == all ? Enum.GetValues<T>()
            : ValueOf<T>(parsed.Tokens[0].Value) is { } one ? [one]
            : Wrong<T[]>(parsed, string.Join(" or ", [.. NamesOf<T>(), all])),
        Arity = ArgumentArity.ExactlyOne,
    };

    /// <summary>What was named, or all.</summary>
    public static T[] All<T>(this ParseResult parsed, Option<T[]> option) where T : struct, Enum =>
        parsed.GetValue(option) is { Length: > 0 } named ? named : Enum.GetValues<T>();

    /// <summary>Refuses what has no meaning beside something else that is given.</summary>
    public static void Exclude(this Command command, Option given, params Option[] others) =>
        command.Validators.Add(parsed =>
        {
            if (parsed.Has(given) && others.FirstOrDefault(parsed.Has) is { } other)
            {
                parsed.AddError($"{other.Name} means nothing with {given.Name}.");
            }
        });

    /// <summary>Refuses what has a meaning only beside something else that is not given.</summary>
    public static void Need(this Command command, Option given, params Option[] others) =>
        command.Validators.Add(parsed =>
        {
            if (!parsed.Has(given) && others.FirstOrDefault(parsed.Has) is { } other)
            {
                parsed.AddError($"{other.Name} means nothing without {given.Name}.");
            }
        });

    static bool Has(this CommandResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    static IEnumerable<string> NamesOf<T>() where T : struct, Enum =>
        Enum.GetNames<T>().Select(static name => name.ToLowerInvariant());

    static T? ValueOf<T>(string name) where T : struct, Enum =>
        NamesOf<T>().Contains(name.ToLowerInvariant()) ? Enum.Parse<T>(name, ignoreCase: true) : null;

    static T? Wrong<T>(ArgumentResult parsed, string wanted)
    {
        var option = ((OptionResult)parsed.Parent!).Option;
        parsed.AddError($"{option.Name} takes {wanted}, not '{parsed.Tokens[0].Value}'.");
        return default;
    }
}
