using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>Fault injection.</content>
public abstract partial record Command
{
    /// <summary>
    /// Makes the kernel's next allocation fail (fault injection, as failslab does). It stays armed until then.
    /// </summary>
    public sealed record FailNextAllocation : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new FailNextAllocationDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class FailNextAllocationDescription() : CommandDescription(
            8, CommandSubject.Kernel, CommandTheme.Failures, Words.FailNextAllocation)
        {
            public override int Share => 8;

            public override Command Make(FieldValues values) => new FailNextAllocation();
        }
    }
}
