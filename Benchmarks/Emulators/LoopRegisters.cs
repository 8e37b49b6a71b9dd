namespace MsrSpec.Benchmarks.Emulators;

/// <summary>The registers that loops use; equal results of two emulators are these being equal.</summary>
internal readonly record struct LoopRegisters(ulong Rax, ulong Rbx, ulong Rcx, ulong Rdx, ulong Rsi, ulong Rdi)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"RAX {Rax:X16} RBX {Rbx:X16} RCX {Rcx:X16} RDX {Rdx:X16} RSI {Rsi:X16} RDI {Rdi:X16}";
}
