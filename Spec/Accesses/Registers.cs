using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Accesses;

/// <summary>What an access that retires leaves in the registers.</summary>
public static class Registers
{
    private const int PlainLength = 2;
    private const int PrefixLength = 1;
    private const int NonSerializingLength = 3;
    private const int ImmediateLength = 9;

    extension(in GuestAccess access)
    {
        /// <summary>The bytes of the instruction.</summary>
        public int InstructionLength => access.Form switch
        {
            InstructionForm.Plain or InstructionForm.UpperHalvesSet => PlainLength,
            InstructionForm.Lock or InstructionForm.Prefixed => PlainLength + PrefixLength,
            InstructionForm.NonSerializing => NonSerializingLength,
            InstructionForm.Immediate => ImmediateLength,
        };

        /// <summary>The registers after a read that returned a value.</summary>
        public GuestRegisters AfterRead(ulong value) => access.Form == InstructionForm.Immediate
            ? access.RegistersBefore with { Rdx = value, RipOffset = access.InstructionLength }
            : access.RegistersBefore with
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
