using MsrSpec.Fuzz;
using MsrSpec.Shell;

StandardStreams.Prepare();
return FuzzCommandLine.Run(args);
