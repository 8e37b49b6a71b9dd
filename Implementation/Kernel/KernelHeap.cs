using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Implementation.Kernel;

/// <summary>
/// A heap that keeps account: it knows every live allocation, uses no address twice before it is reset, and refuses to
/// free what is not one.
/// </summary>
public sealed class KernelHeap
{
    private const ulong FirstAddress = 0xFFFF8880_00000000;
    private const int AddressShift = 12;

    private const int MaxSize = 1 << AddressShift;

    /// <summary>Sizes that are whole longs keep a block for the next allocation.</summary>
    private const int SpareUnit = sizeof(ulong);

    private readonly RunningCall _call;
    private readonly byte[]?[] _spares = new byte[]?[(MaxSize / SpareUnit) + 1];
    private readonly List<byte[]?> _blocks = [];
    private bool _nextFails;

    /// <summary>A heap that is empty.</summary>
    /// <param name="call">Who uses it; it is told what goes wrong.</param>
    public KernelHeap(RunningCall call) => _call = call;

    /// <summary>The allocations that are not freed.</summary>
    public int Live { get; private set; }

    /// <summary>The allocations since the last reset, freed or not.</summary>
    public int Allocations => _blocks.Count;

    /// <summary>The bytes of the allocations since the last reset, freed or not.</summary>
    public int AllocatedBytes { get; private set; }

    /// <summary>Gives everything back and disarms an armed failure.</summary>
    public void Reset()
    {
        foreach (byte[]? block in _blocks)
        {
            if (block is not null)
            {
                Keep(block);
            }
        }

        _blocks.Clear();
        _nextFails = false;
        Live = 0;
        AllocatedBytes = 0;
    }

    /// <summary>Makes the next allocation of at least one byte fail.</summary>
    public void FailNext() => _nextFails = true;

    /// <summary>Allocates bytes that are all zero, unless an armed failure hits.</summary>
    /// <param name="size">Bytes, 0 to 4096.</param>
    /// <returns>The address; null if memory ran out; <see cref="KernelPointer.ZeroSize"/> for zero bytes.</returns>
    public KernelPointer Allocate(int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)size, (uint)MaxSize, nameof(size));
        if (size == 0)
        {
            return KernelPointer.ZeroSize;
        }

        _call.AssertNotLocked(OopsKind.AllocationUnderLock);
        if (_nextFails)
        {
            _nextFails = false;
            return KernelPointer.Null;
        }

        ulong number = (ulong)Allocations;
        _blocks.Add(TakeSpare(size) ?? new byte[size]);
        Live++;
        AllocatedBytes += size;
        return new KernelPointer(FirstAddress + (number << AddressShift));
    }

    /// <summary>Frees an allocation; null and the zero-size pointer are free to free.</summary>
    /// <returns>What brings the kernel down, or null.</returns>
    public OopsKind? Free(KernelPointer address)
    {
        if (address == KernelPointer.Null || address == KernelPointer.ZeroSize)
        {
            return null;
        }

        if (address.IsError)
        {
            return _call.Report(OopsKind.FreeOfErrorPointer);
        }

        if (Block(address) is not { } block)
        {
            return _call.Report(OopsKind.FreeOfNonAllocation);
        }

        Keep(block);
        _blocks[Number(address)] = null;
        Live--;
        return null;
    }

    /// <summary>The bytes of a live allocation; empty for the zero-size pointer.</summary>
    public Span<byte> Bytes(KernelPointer address) => Block(address);

    private static int Number(KernelPointer address) => (int)((address.Address - FirstAddress) >> AddressShift);

    private byte[]? Block(KernelPointer address)
    {
        ulong offset = address.Address - FirstAddress;
        bool isStart = (offset & ((1UL << AddressShift) - 1)) == 0;
        return isStart && offset >> AddressShift < (ulong)Allocations ? _blocks[Number(address)] : null;
    }

    private byte[]? TakeSpare(int size)
    {
        if (size % SpareUnit != 0 || _spares[size / SpareUnit] is not { } spare)
        {
            return null;
        }

        _spares[size / SpareUnit] = null;
        Array.Clear(spare);
        return spare;
    }

    private void Keep(byte[] block)
    {
        if (block.Length % SpareUnit == 0)
        {
            _spares[block.Length / SpareUnit] = block;
        }
    }
}
