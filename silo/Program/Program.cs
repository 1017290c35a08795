using Gongji.Program.Commands;

return await CommandLine.Run(args);
