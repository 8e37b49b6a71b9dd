using MsrSpec.Hardware.Verbs;
using MsrSpec.Shell;

StandardStreams.Prepare();
return HardwareCommand.Run(args);
