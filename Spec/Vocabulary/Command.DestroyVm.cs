using MsrSpec.Spec.Commands;
using MsrSpec.Spec.TraceText;

namespace MsrSpec.Spec.Vocabulary;

/// <content>The end of a VM.</content>
public abstract partial record Command
{
    /// <summary>The last reference to the VM is dropped; a fresh VM in the same kernel takes its place.</summary>
    public sealed record DestroyVm : Command
    {
        /// <summary>The description of this kind of command.</summary>
        public static CommandDescription Kind { get; } = new DestroyVmDescription();

        /// <inheritdoc/>
        internal override CommandDescription Description => Kind;

        private sealed class DestroyVmDescription() : CommandDescription(
            9, CommandSubject.Kernel, CommandTheme.Endings, Words.DestroyVm)
        {
            public override int Share => 4;

            public override Command Make(FieldValues values) => new DestroyVm();
        }
    }
}
