using MsrSpec.Policies.Linting.Findings;
using MsrSpec.Policies.Linting.Subjects;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Policies.Linting.Rules;

/// <summary>An argument whose fixed part cannot be read whole.</summary>
internal sealed class StructTooShort() : LintRule(
    "struct-too-short",
    LintLevel.Error,
    "The fixed part of the argument cannot be read whole, so the call fails with EFAULT.",
    "Hand over all of it: 16 bytes for an allowlist, 392 for a filter, 260 for that of a 32-bit caller.")
{
    /// <inheritdoc/>
    internal override IEnumerable<Finding> Judge(LintSubject subject) =>
        from call in subject.Calls
        let sizes = SizesOf(call.Command)
        where sizes.Given < sizes.Wanted
        select Found(
            call.Source.Whole,
            Invariant($"{sizes.Given} bytes of the argument can be read, and the kernel reads {sizes.Wanted}: EFAULT"),
            Invariant($"an argument of {sizes.Wanted} bytes, unused ones 0"));

    private static (int Given, int Wanted) SizesOf(Command command) => command switch
    {
        Command.AddAllowlist add => (add.Argument.Length, AllowlistLayout.HeaderSize),
        Command.SetFilter set => (set.Readable, FilterLayout.SizeOf(set.Caller)),
        _ => (0, 0),
    };
}
