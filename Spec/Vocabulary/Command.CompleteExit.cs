using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>The answer to an exit.</content>
public abstract partial record Command
{
    /// <summary>User space answers a pending MSR exit and enters the vCPU again.</summary>
    /// <param name="Vcpu">The vCPU, from 0.</param>
    /// <param name="Error">Zero, or anything else to have a fault injected.</param>
    /// <param name="Data">What a read shall return.</param>
    public sealed record CompleteExit(int Vcpu, byte Error, ulong Data) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new CompleteExitDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Answer, Vcpu);

        private sealed class CompleteExitDescription() : CommandDescription(
            5,
            CommandSubject.Vcpu,
            CommandTheme.Deflection,
            Words.Complete,
            SharedFields.Vcpu,
            new Field("the error", Domains.ErrorByte, Words.Error),
            new Field("the data", Domains.Value, Words.Data))
        {
            public override int Share => 24;

            public override Command Make(FieldValues values) =>
                new CompleteExit((int)values.Word(0), (byte)values[1], values[2]);

            public override void Take(Command command, FieldValues values)
            {
                CompleteExit answer = (CompleteExit)command;
                values[0] = (ulong)answer.Vcpu;
                values[1] = answer.Error;
                values[2] = answer.Data;
            }
        }
    }
}
