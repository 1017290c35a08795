using System.Globalization;

namespace Gongji.Tests.Program;

/// <summary>On which TCP ports a process listens, as Linux tells under /proc.</summary>
static class ListeningPorts
{
    const string Listens = "0A";

    public static int[] Of(int process)
    {
        var own = Directory.GetFiles($"/proc/{process}/fd")
            .Select(static file => new FileInfo(file).LinkTarget)
            .OfType<string>()
            .ToHashSet();
        return
        [
            .. new[] { "tcp", "tcp6" }
                .SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
                .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(row => row[3] == Listens && own.Contains($"socket:[{row[9]}]"))
                .Select(static row => int.Parse(
                    row[1][(row[1].IndexOf(':', StringComparison.Ordinal) + 1)..],
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture))
                .Distinct()
                .Order(),
        ];
    }
}
