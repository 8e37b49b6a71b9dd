using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>A host-initiated read.</content>
public abstract partial record Command
{
    /// <summary><c>KVM_GET_MSRS</c> of one index: a host-initiated read.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Index">The MSR index.</param>
    public sealed record HostRead(int Vcpu, uint Index) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new HostReadDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Register, Vcpu, Index);

        private sealed class HostReadDescription() : CommandDescription(
            3, CommandSubject.Vcpu, CommandTheme.HostAccesses, Words.GetMsr, SharedFields.Vcpu, SharedFields.Index)
        {
            public override int Share => 8;

            public override Command Make(FieldValues values) => new HostRead((int)values.Word(0), values.Word(1));

            public override void Take(Command command, FieldValues values)
            {
                HostRead read = (HostRead)command;
                values[0] = (ulong)read.Vcpu;
                values[1] = read.Index;
            }
        }
    }
}
