using MsrSpec.Hardware.Verbs;

return HardwareCommand.Run(args);
