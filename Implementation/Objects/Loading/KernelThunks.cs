using System.Globalization;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>
/// The kernel's functions that compilers call by themselves, and that do next to nothing: <c>__fentry__</c> at each
/// function's start, and the thunks of retpolines and of returns (arch/x86/lib/retpoline.S), as a processor needs them
/// that has not to be protected.
/// </summary>
internal static class KernelThunks
{
    private const string Indirect = "__x86_indirect_thunk_";
    private const byte Return = 0xC3;

    private static readonly string[] LowRegisters = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi"];

    /// <summary>The code of a thunk; null for any other function.</summary>
    public static byte[]? CodeOf(string name) =>
        name is "__fentry__" or "__x86_return_thunk" ? [Return]
        : name.StartsWith(Indirect, StringComparison.Ordinal) ? JumpTo(name[Indirect.Length..])
        : null;

    private static byte[]? JumpTo(string register)
    {
        const byte Group = 0xFF, JumpToRegister = 0xE0, HighRegister = 0x41;
        int low = Array.IndexOf(LowRegisters, register);
        bool isNumber = register.StartsWith('r')
            & int.TryParse(register.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int high);
        return low >= 0 ? [Group, (byte)(JumpToRegister + low)]
            : isNumber && high is >= 8 and < 16 ? [HighRegister, Group, (byte)(JumpToRegister + high - 8)]
            : null;
    }
}
