using System.Reflection;

namespace Gongji.Tests.Program;

public sealed class VersionTests
{
    [Fact]
    public async Task The_program_says_the_version_that_every_library_has()
    {
        var ours = typeof(VersionTests).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;

        var (exitCode, output, _) = await GongjiProcess.Run("--version");

        Assert.Equal((0, ours.InformationalVersion), (exitCode, output.Trim()));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", ours.InformationalVersion);
    }
}
