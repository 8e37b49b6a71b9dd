using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.ObjectMachines.Calling;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Implementation.Objects.Space;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>An allowlist that is compiled kernel code: its entries are called in the emulated core.</summary>
internal sealed class ObjectAllowlist : IAllowlist
{
    private readonly VmKernel _kernel;
    private readonly ObjectPlan _plan;
    private readonly LoadedKernel _loaded;

    /// <summary>An allowlist in a kernel.</summary>
    /// <param name="kernel">The accounts of the kernel.</param>
    /// <param name="plan">What the objects are.</param>
    /// <param name="poison">What memory holds that nobody has written.</param>
    public ObjectAllowlist(VmKernel kernel, ObjectPlan plan, byte poison)
    {
        _kernel = kernel;
        _plan = plan;
        _loaded = new LoadedKernel(plan, kernel, poison);
        kernel.ResetAlso(_loaded.Renew);
        Reset();
    }

    /// <summary>What is wrong with what was done since the last command began.</summary>
    public FindingLog Findings => Services.Log;

    /// <inheritdoc/>
    public int SlotsInUse => (int)_loaded.Read(_plan.Slots.Address, _plan.Slots.Size);

    private KernelServices Services => _loaded.Services;

    /// <inheritdoc/>
    public void Reset() => _loaded.LayOut();

    /// <inheritdoc/>
    public Outcome Add()
    {
        CallResult result = Call(_plan.Ioctl, Ioctl.AddMsrAllowlist, KernelLayout.Argument);
        return CallOutcomes.OfIoctl(_plan.Ioctl, result);
    }

    /// <inheritdoc/>
    public bool Allows(uint index, AccessFlags type)
    {
        CallResult result = Call(_plan.Decision, index, (ulong)type);
        return result.End == CallEnd.Returned && _plan.Decision.Signed(result.Value) != 0;
    }

    /// <inheritdoc/>
    public OopsKind? Release()
    {
        CallResult result = Call(_plan.Destroy, 0, 0);
        foreach (HeapObject left in _loaded.LeftBehind)
        {
            Findings.Add(new Finding(FindingKind.Leak, $"{Services.Heap.Describe(left)}, is never freed"));
        }

        return result.Finding is { } finding ? CallOutcomes.OopsOf(finding.Kind) : null;
    }

    private CallResult Call(EntryCall entry, ulong first, ulong second)
    {
        int held = Services.Locks.Count;
        int known = Findings.All.Count;
        CallResult result = _loaded.Call(entry, first, second);
        if (result.Finding is { } finding)
        {
            Findings.Add(finding);
        }

        _ = Services.Locks.NoteLeft(held);
        for (; known < Findings.All.Count; known++)
        {
            if (CallOutcomes.OopsOf(Findings.All[known].Kind) is { } oops)
            {
                _ = _kernel.Call.Report(oops);
            }
        }

        return result;
    }
}
