using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Accesses;

/// <summary>What an access that retires leaves in the registers.</summary>
public static class Registers
{
    private const int PlainLength = 2;
    private const int PrefixLength = 1;

    extension(in GuestAccess access)
    {
        /// <summary>The bytes of the instruction: two of opcode, and one of prefix if it has one.</summary>
        public int InstructionLength =>
            access.Form is InstructionForm.Lock or InstructionForm.Prefixed
                ? PlainLength + PrefixLength
                : PlainLength;

        /// <summary>The registers after a read that returned a value.</summary>
        public GuestRegisters AfterRead(ulong value) => access.RegistersBefore with
        {
            Rax = (uint)value,
            Rdx = value >> 32,
            RipOffset = access.InstructionLength,
        };

        /// <summary>The registers after a write.</summary>
        public GuestRegisters AfterWrite() =>
            access.RegistersBefore with { RipOffset = access.InstructionLength };
    }
}
