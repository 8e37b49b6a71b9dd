using MsrSpec.Checker.Running;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Posted;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Clauses;
using MsrSpec.Spec.Decisions;
using MsrSpec.Spec.Lifetime;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are an ioctl argument, as <see cref="AllowlistInput"/> has it: the posted patch, in a fresh VM, against
/// the rules of the sound dialect. It has defects, and they must be found: any, or those of one number.
/// </summary>
[GuidedBy("MsrSpec.Implementation.Kernel.Posted.PostedAllowlist", "MsrSpec.Model.FastArgument")]
internal sealed class PostedTarget : IFuzzTarget
{
    private readonly ReusedBuffers _buffers = new();
    private readonly VmKernel _kernel = new();
    private readonly IAllowlist _list;
    private readonly IReadOnlyList<Clause>? _wanted;
    private readonly TraceMaker _traces = new(MachineRegistry.Posted, MachineRegistry.PostedDirect);

    /// <summary>A target.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="summary">What it looks for.</param>
    /// <param name="wanted">The clauses whose violations count; null for every difference.</param>
    /// <param name="list">Makes the list that is judged.</param>
    internal PostedTarget(
        string name, string summary, IReadOnlyList<Clause>? wanted, Func<VmKernel, IAllowlist> list)
    {
        Name = name;
        Summary = summary;
        _wanted = wanted;
        _list = list(_kernel);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Summary { get; }

    /// <inheritdoc/>
    public bool MustFail => true;

    /// <inheritdoc/>
    public int MaxLength => AllowlistInput.MaxLength;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.AllowlistFile;

    /// <summary>The target that fails on any difference.</summary>
    public static PostedTarget OfAnything() => new(
        "posted", "ioctl argument bytes: the posted patch against the rules; its defects must be found", null,
        kernel => new PostedAllowlist(kernel));

    /// <summary>The target that fails on one defect alone.</summary>
    /// <param name="number">Its number among the defects of the posted patch, from 1.</param>
    public static PostedTarget OfDefect(int number)
    {
        KnownDefect[] rows =
            [.. KnownDefect.OfThePostedPatch.Where(defect => defect.Id == Invariant($"D{number}"))];
        return new PostedTarget(
            Invariant($"posted-d{number}"), $"the same, for {rows[0].Id} alone: {rows[0].Summary}",
            [.. rows.SelectMany(defect => defect.Breaks)], kernel => new PostedAllowlist(kernel));
    }

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        AllowlistInput asked = AllowlistInput.Judge(_buffers.Fill(input));
        _kernel.Reset();
        _list.Reset();
        _kernel.Call.Begin(CallKind.AddAllowlist);
        _kernel.User.Map(asked.Argument);
        if (asked.AllocationFails)
        {
            _kernel.Heap.FailNext();
        }

        Outcome actual = _list.Add();
        return Compare(asked, actual) is var (clause, detail) && (_wanted is null || _wanted.Contains(clause))
            ? $"{clause}\n{detail}"
            : null;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        AllowlistInput asked = AllowlistInput.Judge(input);
        return new Explanation(asked.Describe(), _traces.Make([.. asked.Commands], Name));
    }

    private (Clause Clause, string Detail)? Compare(in AllowlistInput asked, Outcome actual)
    {
        Row<AllowlistCall> ruling =
            asked.Ruling.Clause is null ? AllowlistTable.Judge(asked.Call) : asked.Ruling;
        Outcome expected = ruling.Answer.Outcome!.Value;
        int stored = expected == Outcome.Success ? 1 : 0;
        return actual != expected
                ? (Broken(ruling, actual), $"expected {expected}, got {actual}")
            : !_kernel.VmLock.IsFree
                ? (LifetimeClauses.LockFreeAtRest, "the lock is held")
            : _list.SlotsInUse != stored
                ? (AllowlistClauses.FailureChangesNothing, Invariant($"{_list.SlotsInUse} slots are in use"))
            : _kernel.Heap.Live != stored
                ? (LifetimeClauses.OneAllocationPerRange, Invariant($"{_kernel.Heap.Live} allocations are live"))
            : ruling.Clause == AllowlistClauses.EndAtTheTop && !DecidesAtTheTop(asked)
                ? (DecisionClauses.RangeReachesTheTop, "the bit of MSR 0xffffffff does not decide")
            : null;
    }

    /// <summary>An oops where the copy failed has a clause of its own.</summary>
    private static Clause Broken(Row<AllowlistCall> ruling, Outcome actual) =>
        (actual.Kind == OutcomeKind.Oops ? ruling.Case.Of(Aspect.Survives)?.Clause : null) ?? ruling.Clause!;

    /// <summary>Whether the bit of the last MSR decides, in each direction that the range is about.</summary>
    private bool DecidesAtTheTop(in AllowlistInput asked)
    {
        int last = (int)asked.Header.Count - 1;
        bool bit = ((asked.Argument.Tail[last / 8] >> (last % 8)) & 1) != 0;
        AccessFlags flags = (AccessFlags)asked.Header.Flags;
        return ((flags & AccessFlags.Read) == 0 || _list.Allows(uint.MaxValue, AccessFlags.Read) == bit)
            && ((flags & AccessFlags.Write) == 0 || _list.Allows(uint.MaxValue, AccessFlags.Write) == bit);
    }
}
