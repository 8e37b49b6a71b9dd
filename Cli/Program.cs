using MsrSpec.Cli;
using MsrSpec.Shell;

StandardStreams.Prepare();
return CommandLine.Run(args);
