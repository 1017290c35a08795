using System.Diagnostics;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Gongji.Tests.Guards;

/// <summary><c>guards PART…</c> runs tests of several projects in one process, one part after the other, and ends with
/// 1 and its name as soon as one fails. A part is a project, or <c>PROJECT:WORD</c> for those of its classes whose full
/// name has the word, or <c>PROJECT!WORD</c> for the others; several words are parted by commas.</summary>
static class Guards
{
    public static int Main(string[] parts)
    {
        foreach (var part in parts)
        {
            var clock = Stopwatch.StartNew();
            var failed = Ask(part);
            if (failed is not null)
            {
                // Whatever still runs is not waited for.
                Console.WriteLine($"{part} fails: {failed}");
                Console.Out.Flush();
                Environment.Exit(1);
            }
            Console.WriteLine($"{part} passes after {clock.Elapsed.TotalSeconds:0.0} s");
        }
        return 0;
    }

    /// <summary>The first test that fails; null when all pass.</summary>
    static string? Ask(string part)
    {
        var at = part.IndexOfAny([':', '!']);
        var words = at < 0 ? [] : part[(at + 1)..].Split(',');
        var wanted = at < 0 || part[at] == ':';
        var assembly = Assembly.Load($"Gongji.{(at < 0 ? part : part[..at])}.Tests");

        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        using var found = new Found();
        discoverer.Find(includeSourceInformation: false, found, new Options());
        var cases = found.Wait().Where(test =>
            at < 0 || Array.Exists(words, test.TestMethod.TestClass.Class.Name.Contains) == wanted);

        using var executor = framework.GetExecutor(assembly.GetName());
        var failed = Run(executor, cases);
        if (failed?.Test is { } test && Run(executor, [test]) is null)
        {
            // A machine that is busy fails tests that wait for it: what is broken fails again.
            failed = Run(executor, cases);
        }
        return failed?.How;
    }

    static (string How, ITestCase? Test)? Run(ITestFrameworkExecutor executor, IEnumerable<ITestCase> tests)
    {
        var heard = new Heard();
        executor.RunTests(tests, heard, new Options());
        return heard.Wait();
    }
}
