namespace Gongji.Tests.Shape.Model;

/// <summary>One break of a rule out of tests/mutations: its name, and the lines that it changes.</summary>
sealed record Mutation(string Name, IReadOnlyList<Mutation.Hunk> Hunks)
{
    public sealed record Hunk(string File, List<string> Old, List<string> New);

    /// <summary>The mutations of a file.</summary>
    public static List<Mutation> Read(string path)
    {
        var mutations = new List<Mutation>();
        var hunks = new List<Hunk>();
        foreach (var line in Tree.Text(path).Split('\n').Where(static line => line.Length > 1))
        {
            switch (line[..2])
            {
                case "##":
                    hunks = [];
                    mutations.Add(new Mutation(line[3..], hunks));
                    break;
                case "@ ":
                    hunks.Add(new Hunk(line[2..], [], []));
                    break;
                case "- ":
                    hunks[^1].Old.Add(line[2..].Trim());
                    break;
                case "+ ":
                    hunks[^1].New.Add(line[2..].Trim());
                    break;
                case "  ":
                    hunks[^1].Old.Add(line[2..].Trim());
                    hunks[^1].New.Add(line[2..].Trim());
                    break;
                default:
                    break;
            }
        }
        return mutations;
    }

    /// <summary>Why it can't be applied; null when it can, as tests/mutations/mutate.awk does.</summary>
    public string? Broken()
    {
        var changed = new Dictionary<string, List<string>>();
        foreach (var (file, old, @new) in Hunks)
        {
            if (!changed.TryGetValue(file, out var lines))
            {
                if (!Tree.Has(file))
                {
                    return $"{Name}: there is no {file}";
                }
                lines = changed[file] = [.. Tree.Text(file).Split('\n').Select(static line => line.Trim())];
            }
            int[] places = [.. Enumerable.Range(0, Math.Max(0, lines.Count - old.Count + 1))
                .Where(at => lines.Slice(at, old.Count).SequenceEqual(old))];
            if (places.Length != 1 || old.Count == 0)
            {
                return $"{Name}: its lines stand {places.Length} times in {file}";
            }
            if (old.SequenceEqual(@new))
            {
                return $"{Name} changes nothing";
            }
            lines.RemoveRange(places[0], old.Count);
            lines.InsertRange(places[0], @new);
        }
        return Hunks.Count > 0 ? null : $"{Name} has no place";
    }
}
