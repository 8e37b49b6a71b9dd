using MsrSpec.Cli.Verbs;
using MsrSpec.Shell;

StandardStreams.Prepare();
return CommandLine.Run(args);
