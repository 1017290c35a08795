namespace Gongji.Tests.Shape;

/// <summary>What was released once and stays: files that a test compares with the code.</summary>
static class Golden
{
    /// <summary>Compares, and keeps what the code says where it can be copied from when the change is meant.</summary>
    /// <param name="path">From the root of the repository, in <c>tests/golden</c>.</param>
    public static void Same(string path, string now)
    {
        var golden = Tree.Has(path) ? Tree.Text(path) : "";
        if (golden == now)
        {
            return;
        }
        var renewed = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(path));
        File.WriteAllText(renewed, now);
        Assert.Fail($"""
            {path} is not what the code says.
            Only in the file: {Difference(golden, now)}
            Only in the code: {Difference(now, golden)}
            Callers know it as it was. When the change is meant: cp {renewed} {path}
            """);
    }

    static string Difference(string of, string less) =>
        string.Concat(of.Split('\n').Except(less.Split('\n')).Select(static line => $"\n  {line}"));
}
