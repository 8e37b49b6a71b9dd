using MsrSpec.Cli;

return CommandLine.Run(args);
