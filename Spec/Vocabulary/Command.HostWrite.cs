using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>A host-initiated write.</content>
public abstract partial record Command
{
    /// <summary><c>KVM_SET_MSRS</c> of one index: a host-initiated write.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Index">The MSR index.</param>
    /// <param name="Value">The value.</param>
    public sealed record HostWrite(int Vcpu, uint Index, ulong Value) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new HostWriteDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Register, Vcpu, Index);

        private sealed class HostWriteDescription() : CommandDescription(
            4,
            CommandSubject.Vcpu,
            CommandTheme.HostAccesses,
            Words.SetMsr,
            SharedFields.Vcpu,
            SharedFields.Index,
            SharedFields.Value)
        {
            public override int Share => 8;

            public override Command Make(FieldValues values) =>
                new HostWrite((int)values.Word(0), values.Word(1), values[2]);

            public override void Take(Command command, FieldValues values)
            {
                HostWrite write = (HostWrite)command;
                values[0] = (ulong)write.Vcpu;
                values[1] = write.Index;
                values[2] = write.Value;
            }
        }
    }
}
