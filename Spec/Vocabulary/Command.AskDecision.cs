using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Asking for the decision itself.</content>
public abstract partial record Command
{
    /// <summary>
    /// Asks whether the list or the filter allows an access, without making it: to a guest, a denied MSR and an absent
    /// one look alike.
    /// </summary>
    /// <param name="Type">
    /// The direction: exactly one of <see cref="AccessFlags.Read"/> and <see cref="AccessFlags.Write"/>.
    /// </param>
    /// <param name="Index">The MSR index.</param>
    public sealed record AskDecision(AccessFlags Type, uint Index) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new AskDecisionDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        /// <inheritdoc/>
        internal override Touch Touched => new(TouchKind.Register, 0, Index);

        private sealed class AskDecisionDescription() : CommandDescription(
            11,
            CommandSubject.Kernel,
            CommandTheme.Questions,
            Words.AskDecision,
            new Field("a direction", Domains.Direction),
            SharedFields.Index)
        {
            public override int Share => 2;

            public override Command Make(FieldValues values) => new AskDecision(
                values[0] == 0 ? AccessFlags.Read : AccessFlags.Write, values.Word(1));

            public override void Take(Command command, FieldValues values)
            {
                AskDecision question = (AskDecision)command;
                values[0] = question.Type == AccessFlags.Read ? 0UL : 1;
                values[1] = question.Index;
            }
        }
    }
}
