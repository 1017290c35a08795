using Gongji.Journal.Life;
using Gongji.LoadTests;
using Gongji.LoadTests.Cluster;

ClusterLoadOptions options;
try
{
    options = ClusterLoadOptions.Parse(args);
}
catch (FormatException)
{
    Console.Error.WriteLine(ClusterLoadOptions.Help);
    return 2;
}
var policies = PolicyFolder.Load(Path.Combine(AppContext.BaseDirectory, "policies"));
foreach (var fact in Machine.Facts(Path.GetTempPath()))
{
    Report.Line(fact);
}
Report.Line($"callers    {options.Loop.Callers}");
Report.Line($"seconds    {options.Loop.WarmUp} to warm up, {options.Loop.Seconds} counted");

// Every silo has connections of its own to every database.
await using var server = await PostgresServer.Start(
    "shared_buffers=1GB", "max_wal_size=8GB", "max_connections=1000");
var clean = true;
if (options.Measures("size"))
{
    clean &= await new Sizing(server, policies, options).Run();
}
if (options.Measures("scale"))
{
    clean &= await new Scale(server, options).Run();
}
if (options.Measures("messages"))
{
    clean &= await new Messages(server, options).Run();
}
if (options.Measures("compare"))
{
    clean &= await new Comparison(server, policies, options).Run();
}
return clean ? 0 : 1;
