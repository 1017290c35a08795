using System.CommandLine;
using Gongji.LoadTests.Commands;

const int WrongUse = 2;

var root = RunCommand.Make();
root.Add(ClusterCommand.Make());
root.Add(ServeCommand.Make());
var parsed = root.Parse(args);
// Signals end the program at once; a server sees to them itself.
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return parsed.Errors.Count > 0 ? WrongUse : code;
