using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>The kernel emulates an instruction of the guest's.</content>
public abstract partial record Command
{
    /// <summary>
    /// The guest executes RDPID, SYSCALL or SYSENTER in 64-bit mode at CPL 3, and the kernel emulates it, as it does
    /// where the processor lacks the instruction or a guest of another vendor's.
    /// </summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Instruction">The instruction.</param>
    public sealed record Emulate(int Vcpu, EmulatedInstruction Instruction) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new EmulateDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Register, Vcpu, Index);

        /// <summary>The MSR that it reads first, and on which it depends whether it retires.</summary>
        public uint Index => Instruction switch
        {
            EmulatedInstruction.Rdpid => Msr.TscAux,
            EmulatedInstruction.Syscall => Msr.Efer,
            EmulatedInstruction.Sysenter => Msr.SysenterCs,
        };

        private sealed class EmulateDescription() : CommandDescription(
            14,
            CommandSubject.Vcpu,
            CommandTheme.Mediation,
            Words.Emulate,
            SharedFields.Vcpu,
            new Field("an instruction", Domains.Instruction))
        {
            public override int Share => 3;

            public override Command Make(FieldValues values) =>
                new Emulate((int)values.Word(0), (EmulatedInstruction)values.Word(1));

            public override void Take(Command command, FieldValues values)
            {
                Emulate emulate = (Emulate)command;
                values[0] = (ulong)emulate.Vcpu;
                values[1] = (ulong)emulate.Instruction;
            }
        }
    }
}
