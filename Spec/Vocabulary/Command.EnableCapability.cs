using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Turning on what a VM can do.</content>
public abstract partial record Command
{
    /// <summary><c>KVM_ENABLE_CAP</c> on the VM.</summary>
    /// <param name="Capability">The capability number.</param>
    /// <param name="Flags">The flags word; KVM knows none.</param>
    /// <param name="Argument">The first argument.</param>
    public sealed record EnableCapability(uint Capability, uint Flags, ulong Argument) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new EnableCapabilityDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class EnableCapabilityDescription() : CommandDescription(
            6,
            CommandSubject.Vm,
            CommandTheme.Deflection,
            Words.EnableCapability,
            SharedFields.Capability,
            new Field("the first argument", Domains.Argument, Words.Argument0),
            new Field("the flags", Domains.EnableFlags, Words.Flags, IsOptional: true))
        {
            public override int Share => 8;

            public override Command Make(FieldValues values) =>
                new EnableCapability(values.Word(0), values.Word(2), values[1]);

            public override void Take(Command command, FieldValues values)
            {
                EnableCapability enable = (EnableCapability)command;
                values[0] = enable.Capability;
                values[1] = enable.Argument;
                values[2] = enable.Flags;
            }
        }
    }
}
