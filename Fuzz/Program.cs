using MsrSpec.Fuzz;
using MsrSpec.Fuzz.Processes;
using MsrSpec.Shell;
using EngineStatus = MsrSpec.Fuzz.Engines.ExitStatus;

StandardStreams.Prepare();
ThisProcess.HeedSignals();
using InterruptHandler interruption = new(() => ThisProcess.Leave(EngineStatus.Interrupted));
ChildProcess.EndWithParent();
return FuzzCommandLine.Run(args);
