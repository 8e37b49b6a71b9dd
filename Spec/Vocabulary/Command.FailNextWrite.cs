using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Fault injection in the handler of a write.</content>
public abstract partial record Command
{
    /// <summary>
    /// Makes the kernel's handler of the next guest write fail with ENOMEM, as that of EFER does when it finds no memory
    /// for nested state. It stays armed until a write gets there.
    /// </summary>
    public sealed record FailNextWrite : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new FailNextWriteDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class FailNextWriteDescription() : CommandDescription(
            19, CommandSubject.Kernel, CommandTheme.Failures, Words.FailNextWrite)
        {
            public override int Share => 2;

            public override Command Make(FieldValues values) => new FailNextWrite();
        }
    }
}
