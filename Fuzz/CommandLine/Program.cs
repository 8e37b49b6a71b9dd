using MsrSpec.Fuzz.Engine;
using MsrSpec.Fuzz.Engine.Processes;
using MsrSpec.Fuzz.Verbs;
using MsrSpec.Shell;

StandardStreams.Prepare();
ThisProcess.HeedSignals();
using InterruptHandler interruption = new(() => ThisProcess.Leave(EngineStatus.Interrupted));
ChildProcess.EndWithParent();
return FuzzCommandLine.Run(args);
