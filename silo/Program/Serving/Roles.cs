namespace Gongji.Program.Serving;

/// <summary>What a process does.</summary>
[Flags]
enum Roles
{
    /// <summary>Hosts grains.</summary>
    Silo = 1,

    /// <summary>Speaks the national interface over HTTP and calls grains.</summary>
    Gateway = 2,
}
