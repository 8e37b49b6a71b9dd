using MsrSpec.Cli.Verbs;
using MsrSpec.Shell;

StandardStreams.Prepare();

// A machine under test may have started threads that would keep the process.
Environment.Exit(CommandLine.Run(args));
