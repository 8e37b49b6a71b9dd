using MsrSpec.Fuzz;

return FuzzCommandLine.Run(args);
