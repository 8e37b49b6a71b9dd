using MsrSpec.Fuzz.Engine.Processes;
using MsrSpec.Fuzz.Verbs;
using MsrSpec.Shell;
using EngineStatus = MsrSpec.Fuzz.Engine.ExitStatus;

StandardStreams.Prepare();
ThisProcess.HeedSignals();
using InterruptHandler interruption = new(() => ThisProcess.Leave(EngineStatus.Interrupted));
ChildProcess.EndWithParent();
return FuzzCommandLine.Run(args);
