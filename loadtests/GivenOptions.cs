using System.Globalization;

namespace Gongji.LoadTests;

/// <summary>Options as they were given on the command line: each is a name and its value.</summary>
sealed class GivenOptions
{
    readonly Dictionary<string, string> _given = [];

    /// <param name="help">Names every option that there is.</param>
    /// <exception cref="FormatException">There is no such option, or it lacks its value.</exception>
    public GivenOptions(string[] args, string help)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            var known = help.Contains($"{args[i]} ", StringComparison.Ordinal);
            _given[args[i]] = known && i + 1 < args.Length ? args[i + 1] : throw new FormatException(args[i]);
        }
    }

    public bool Has(string name) => _given.ContainsKey(name);

    public string? Text(string name) => _given.GetValueOrDefault(name);

    public int Number(string name, int otherwise) =>
        _given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public double Fraction(string name, double otherwise) =>
        _given.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
