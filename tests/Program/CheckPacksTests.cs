namespace Gongji.Tests.Program;

public sealed class CheckPacksTests : IDisposable
{
    static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "policies");

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_with_faults_is_told_all_of_them_and_ends_with_1()
    {
        _folder.Write("baoji.json", """
            { "area": "610300", "name": "宝鸡市", "from": "2024-01-01", "payers": [
              { "from": "2024-01-01", "authorizers": null, "part_payment": "yes", "source": "H: x" } ] }
            """);
        _folder.Write("ankang.json", """{ "area": "6109", "name": "安康市", "from": "2024-01-01" }""");

        var (exitCode, output, _) = await GongjiProcess.Run("check-packs", _folder.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("ankang.json: $.area: ", output, StringComparison.Ordinal);
        Assert.Contains("baoji.json: $.payers[0].authorizers: null says nothing", output, StringComparison.Ordinal);
        Assert.Contains("baoji.json: $.payers[0].part_payment: must be", output, StringComparison.Ordinal);
        Assert.EndsWith("Faults: 3", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_may_replace_the_shipped_packs_has_no_fault_where_it_has_a_pack_of_each()
    {
        var without = await GongjiProcess.Run("check-packs", Shipped);
        var with = await GongjiProcess.Run("check-packs", Shipped, "--replace-packs");

        Assert.Equal((1, 0), (without.ExitCode, with.ExitCode));
        Assert.Contains("610100 has a pack already", without.Output, StringComparison.Ordinal);
        Assert.Equal("No fault.", with.Output.Trim());
    }

    [Fact]
    public async Task A_folder_that_is_not_there_ends_with_1()
    {
        var (exitCode, output, _) = await GongjiProcess.Run("check-packs", Path.Combine(_folder.Path, "nowhere"));

        Assert.Equal(1, exitCode);
        Assert.Contains("there is no such folder", output, StringComparison.Ordinal);
    }
}
