namespace MsrSpec.Hardware.Host;

/// <summary>The numbers of the registers that the host's machine code uses itself.</summary>
internal static class RegisterNumber
{
    internal const int Accumulator = 0;
    internal const int Base = 3;
    internal const int Stack = 4;
    internal const int Source = 6;
}
