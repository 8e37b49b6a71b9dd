using MsrSpec.Benchmarks.Verbs;
using MsrSpec.Shell;

StandardStreams.Prepare();
return BenchmarksCommand.Run(args);
