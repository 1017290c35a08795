using Xunit;

namespace Gongji.Tests.Support;

/// <summary>Rows of a table drawn in a raw string: cells between bars, the first row names the columns.</summary>
public static class Table
{
    const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <param name="area">A first cell for every row; empty when the rows have it themselves.</param>
    public static TheoryData<string[]> Rows(string area, string table)
    {
        var data = new TheoryData<string[]>();
        foreach (var line in table.Split('\n', Trimmed).Skip(1))
        {
            string[] cells = [.. line.Split('|', StringSplitOptions.TrimEntries)];
            data.Add(area.Length == 0 ? cells : [area, .. cells]);
        }
        return data;
    }
}
