using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Asking whether an access would leave the guest.</content>
public abstract partial record Command
{
    /// <summary>
    /// Asks whether the hardware intercepts an access, were it made at the vCPU's next entry, without making it: an MSR
    /// that stays intercepted is slow, and looks the same to the guest.
    /// </summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Type">
    /// The direction: exactly one of <see cref="AccessFlags.Read"/> and <see cref="AccessFlags.Write"/>.
    /// </param>
    /// <param name="Index">The MSR index.</param>
    public sealed record AskInterception(int Vcpu, AccessFlags Type, uint Index) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new AskInterceptionDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Register, Vcpu, Index);

        private sealed class AskInterceptionDescription() : CommandDescription(
            15,
            CommandSubject.Vcpu,
            CommandTheme.Mediation,
            Words.AskInterception,
            SharedFields.Vcpu,
            new Field("a direction", Domains.Direction),
            SharedFields.Index)
        {
            public override int Share => 2;

            public override Command Make(FieldValues values) => new AskInterception(
                (int)values.Word(0), values[1] == 0 ? AccessFlags.Read : AccessFlags.Write, values.Word(2));

            public override void Take(Command command, FieldValues values)
            {
                AskInterception question = (AskInterception)command;
                values[0] = (ulong)question.Vcpu;
                values[1] = question.Type == AccessFlags.Read ? 0UL : 1;
                values[2] = question.Index;
            }
        }
    }
}
