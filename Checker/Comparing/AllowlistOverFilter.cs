using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Contents;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Comparing;

/// <summary>
/// A kernel with the filter, used by a program that speaks of allowlists. To add a range it sets the filter that denies
/// by default and has the ranges accepted so far and the new one, which it keeps if the call succeeds. The capabilities
/// go by the numbers that they have there; deflection is asked for with every reason, and the reason of an exit, of
/// which the allowlist knows none, is left out.
/// </summary>
/// <param name="inner">The kernel.</param>
internal sealed class AllowlistOverFilter(IReference inner) : IReference
{
    private readonly List<FilterSlot> _accepted = [];

    /// <inheritdoc/>
    public IReadOnlyList<HiddenField> CannotShow => inner.CannotShow;

    /// <inheritdoc/>
    public Reasons Reasons => inner.Reasons;

    /// <inheritdoc/>
    public void Reset()
    {
        _accepted.Clear();
        inner.Reset();
    }

    /// <inheritdoc/>
    public Outcome Step(Command command)
    {
        Outcome outcome = command switch
        {
            Command.AddAllowlist add => Add(add.Argument),
            Command.EnableCapability enable => inner.Step(Carried(enable)),
            Command.CheckCapability check => inner.Step(new Command.CheckCapability(Carried(check.Capability))),
            _ => inner.Step(command),
        };
        if (command is Command.DestroyVm)
        {
            _accepted.Clear();
        }

        return outcome.Kind == OutcomeKind.Exit
            ? Outcome.Exit(outcome.ExitReason, outcome.Index, outcome.Data)
            : outcome;
    }

    /// <inheritdoc/>
    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => inner.Observe(vcpu, indices);

    /// <inheritdoc/>
    public Clause Responsible(Aspect aspect) => inner.Responsible(aspect);

    /// <inheritdoc/>
    public Clause? Claimed(Outcome answer) => inner.Claimed(answer);

    /// <inheritdoc/>
    public Clause DecisionClause(uint index, AccessFlags type) => inner.DecisionClause(index, type);

    /// <summary>Of a header that cannot be read nothing can be carried over: neither can the struct be read.</summary>
    private Outcome Add(UserBuffer argument)
    {
        if (!argument.HasHeader)
        {
            return inner.Step(new Command.SetFilter(FilterLayout.DefaultDeny, CallerBits.Native, Readable: 0));
        }

        AllowlistHeader header = argument.Header;
        FilterSlot added = new(header.Flags, header.Count, header.Base, new UserBuffer([.. argument.Tail]));
        foreach (FilterSlot slot in _accepted.Append(added))
        {
            Outcome written = inner.Step(new Command.WriteFilterSlot(slot));
            if (written.Kind != OutcomeKind.Success)
            {
                return written;
            }
        }

        Outcome set = inner.Step(
            new Command.SetFilter(FilterLayout.DefaultDeny, CallerBits.Native, FilterLayout.NativeSize));
        if (set.Kind == OutcomeKind.Success)
        {
            _accepted.Add(added);
        }

        return set;
    }

    private static Command.EnableCapability Carried(Command.EnableCapability enable) => enable with
    {
        Capability = Carried(enable.Capability),
        Argument = enable.Argument == 0 ? 0 : (ulong)MsrExitReasons.All,
    };

    /// <summary>Numbers change places, so that one that is unknown on one side is on the other.</summary>
    private static uint Carried(uint capability) => capability switch
    {
        Capability.UserSpaceMsr => Capability.LinuxUserSpaceMsr,
        Capability.LinuxUserSpaceMsr => Capability.UserSpaceMsr,
        Capability.AddMsrAllowlist => Capability.LinuxMsrFilter,
        Capability.LinuxMsrFilter => Capability.AddMsrAllowlist,
        _ => capability,
    };
}
