using Spectre.Console;

namespace Gongji.Program.Demo;

/// <summary>What a user may try next, ready to be pasted.</summary>
static class Invitation
{
    const string Person = "61019900000000000000000001";

    public static void Show(Uri address, bool samples)
    {
        var at = address.GetLeftPart(UriPartial.Authority);
        AnsiConsole.WriteLine();
        if (samples)
        {
            AnsiConsole.WriteLine("Try, in another terminal:");
            Console.WriteLine($"  curl -s {at}/admin/persons/{Person}");
            Console.WriteLine($"  curl -s '{at}/admin/persons/{Person}/statement?from=2025-01-01'");
            Console.WriteLine($"  curl -s {at}/ -d '{Message}'");
            AnsiConsole.WriteLine();
        }
        AnsiConsole.WriteLine($"The administration is described at {at}/openapi/v1.json. Ctrl-C stops.");
    }

    /// <summary>A hospital asks who shows this identity card (1101).</summary>
    const string Message =
        """{"infno":"1101","msgid":"H61010300001202511170800009999","fixmedins_code":"H61010300001","""
        + """ "input":{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":"610199198510289017"}}}""";
}
