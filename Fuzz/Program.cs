using MsrSpec.Fuzz;
using MsrSpec.Fuzz.Engines;
using MsrSpec.Fuzz.Processes;

ThisProcess.HeedSignals();
using Interruption interruption = new(() => ThisProcess.Leave(ExitStatus.Interrupted));
ChildProcess.EndWithParent();
return FuzzCommandLine.Run(args);
