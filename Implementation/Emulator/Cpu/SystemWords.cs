namespace MsrSpec.Implementation.Emulator.Cpu;

/// <summary>
/// General registers as MOV to and from system registers takes them: 64 bits in 64-bit mode and 32 elsewhere, whatever
/// prefixes say.
/// </summary>
internal static class SystemWords
{
    internal static ulong WordOf(this Core core, byte register) => core.Mode == ExecutionMode.Long64
        ? RegisterFile.At<ulong>(ref core.State.Registers, register)
        : RegisterFile.At<uint>(ref core.State.Registers, register);

    internal static void SetWord(this Core core, byte register, ulong value)
    {
        if (core.Mode == ExecutionMode.Long64)
        {
            RegisterFile.Set(ref core.State.Registers, register, value);
        }
        else
        {
            RegisterFile.Set(ref core.State.Registers, register, (uint)value);
        }
    }
}
