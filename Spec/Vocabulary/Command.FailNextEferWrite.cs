using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Fault injection in the handler of EFER.</content>
public abstract partial record Command
{
    /// <summary>
    /// Makes the kernel's handler of EFER fail with ENOMEM at the guest's next write, as it does when it finds no
    /// memory for nested state. It stays armed until a write gets there.
    /// </summary>
    public sealed record FailNextEferWrite : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new FailNextEferWriteDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class FailNextEferWriteDescription() : CommandDescription(
            19, CommandSubject.Kernel, CommandTheme.Failures, Words.FailNextEferWrite)
        {
            public override int Share => 2;

            public override Command Make(FieldValues values) => new FailNextEferWrite();
        }
    }
}
