using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>User memory that changes while the kernel reads it.</content>
public abstract partial record Command
{
    /// <summary>
    /// While the next <c>KVM_ADD_MSR_ALLOWLIST</c> runs, another thread writes to a word of its argument, as soon as
    /// the kernel has read that word so many times. A word behind the readable bytes stays as it is. Of two such
    /// commands before one call the later counts.
    /// </summary>
    /// <param name="Change">What is written, where and when.</param>
    public sealed record ChangeArgument(ArgumentChange Change) : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new ChangeArgumentDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class ChangeArgumentDescription() : CommandDescription(
            10,
            CommandSubject.Kernel,
            CommandTheme.Failures,
            Words.ChangeArgument,
            new Field("a word of the argument", Domains.ArgumentWord),
            new Field("the read behind which it changes", Domains.AfterRead),
            new Field("the value", Domains.WordValue, Words.To))
        {
            public override int Share => 8;

            public override Command Make(FieldValues values) => new ChangeArgument(
                new ArgumentChange((ArgumentWord)values.Word(0), (int)values.Word(1) + 1, values.Word(2)));

            public override void Take(Command command, FieldValues values)
            {
                ArgumentChange change = ((ChangeArgument)command).Change;
                values[0] = (ulong)change.Word;
                values[1] = (ulong)(change.AfterRead - 1);
                values[2] = change.Value;
            }
        }
    }
}
