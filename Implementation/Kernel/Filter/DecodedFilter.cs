using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel.Filter;

/// <summary>A filter that was copied from user space.</summary>
/// <param name="Itself">What the kernel keeps of it beside its bitmaps; null if that is nothing.</param>
/// <param name="DefaultAllows">What becomes of an access that no range covers.</param>
/// <param name="Ranges">Its ranges, in the order of their slots.</param>
public readonly record struct DecodedFilter(
    KernelPointer Itself, bool DefaultAllows, IReadOnlyList<FilterRange> Ranges)
{
    /// <summary>Frees what it owns.</summary>
    /// <returns>What brings the kernel down, or null.</returns>
    public OopsKind? Free(KernelHeap heap)
    {
        OopsKind? first = null;
        foreach (FilterRange range in Ranges)
        {
            first ??= heap.Free(range.Bitmap);
        }

        return first ?? heap.Free(Itself);
    }
}
