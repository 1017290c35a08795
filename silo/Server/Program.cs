using Gongji.Server.Commands;

return await CommandLine.Run(args);
