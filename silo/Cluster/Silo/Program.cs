using Gongji.Cluster.Commands;

return await CommandLine.Run(args);
