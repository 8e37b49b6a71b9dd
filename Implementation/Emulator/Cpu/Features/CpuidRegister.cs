namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>The registers that CPUID answers in.</summary>
internal enum CpuidRegister
{
    /// <summary>EAX.</summary>
    Eax = 0,

    /// <summary>EBX.</summary>
    Ebx = 1,

    /// <summary>ECX.</summary>
    Ecx = 2,

    /// <summary>EDX.</summary>
    Edx = 3,
}
