using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Asking what a VM can do.</content>
public abstract partial record Command
{
    /// <summary><c>KVM_CHECK_EXTENSION</c> on the VM.</summary>
    /// <param name="Capability">The capability number.</param>
    public sealed record CheckCapability(uint Capability) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new CheckCapabilityDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class CheckCapabilityDescription() : CommandDescription(
            7, CommandSubject.Vm, CommandTheme.Questions, Words.CheckCapability, SharedFields.Capability)
        {
            public override int Share => 2;

            public override Command Make(FieldValues values) => new CheckCapability(values.Word(0));

            public override void Take(Command command, FieldValues values)
            {
                values[0] = ((CheckCapability)command).Capability;
            }
        }
    }
}
