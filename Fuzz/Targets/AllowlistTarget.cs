using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Vocabulary;
using static System.FormattableString;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are an ioctl argument in front of a page edge, as <see cref="AllowlistInput"/> has it: a decoder against
/// the rules, how far it reads, what it allocates, and what it leaves as it was. Its speed is measured; whatever is
/// only needed to describe a finding is kept out of <see cref="Run"/>.
/// </summary>
/// <typeparam name="TDecoder">The decoder.</typeparam>
[GuidedBy("MsrSpec.Implementation.Kernel.Allowlist.AllowlistDecoder")]
internal sealed class AllowlistTarget<TDecoder> : IFuzzTarget
    where TDecoder : struct, IAllowlistDecoder
{
    private const ulong WitnessContent = 0xA55A_0FF0_C33C_9669;

    private readonly ReusedBuffers _buffers = new();
    private readonly VmKernel _kernel = new();
    private readonly TraceMaker _traces = new(MachineRegistry.Optimized);

    /// <inheritdoc/>
    public string Name => "allowlist";

    /// <inheritdoc/>
    public string Summary => "ioctl argument bytes: the decoder against the rules, its reads and its allocations";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => AllowlistInput.MaxLength;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.AllowlistFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        UserBuffer argument = _buffers.Fill(input);
        bool hasHeader = argument.HasHeader;
        bool allocationFails = hasHeader && AllowlistInput.FailsAllocation(argument);
        KernelPointer witness = Prepare(argument, allocationFails);
        Errno? actual = TDecoder.Decode(_kernel, out AllowlistArgument decoded);
        Errno? expected = AllowlistInput.Expected(argument, allocationFails);
        int limit = hasHeader ? argument.Header.ArgumentSize : AllowlistLayout.HeaderSize;
        int mayAllocate = limit > AllowlistLayout.HeaderSize && !allocationFails ? 1 : 0;
        int owned = expected is null ? 1 : 0;
        return actual != expected ? WrongAnswer(argument, actual)
            : _kernel.User.ReadExtent > limit ? ReadsTooFar(limit)
            : _kernel.Heap.Allocations > 1 + mayAllocate ? AllocatesTooOften(mayAllocate)
            : _kernel.Heap.AllocatedBytes > sizeof(ulong) + limit - AllowlistLayout.HeaderSize
                ? AllocatesTooMuch(limit)
            : _kernel.Heap.Live != 1 + owned ? LeavesAllocations(owned)
            : !_kernel.VmLock.IsFree ? "the decoder keeps the VM's lock"
            : !IsIntact(witness) ? "the decoder changes or frees what is not its own"
            : owned == 1 && !IsAsAsked(argument, decoded, witness) ? NotAsAsked(argument, decoded)
            : null;
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        AllowlistInput asked = AllowlistInput.Judge(input);
        return new Explanation(asked.Describe(), _traces.Make([.. asked.Commands], Name));
    }

    /// <summary>Makes a kernel with the argument mapped and one block allocated.</summary>
    /// <returns>The block.</returns>
    private KernelPointer Prepare(UserBuffer argument, bool allocationFails)
    {
        _kernel.Reset();
        _kernel.Call.Begin(CallKind.AddAllowlist);
        KernelPointer witness = _kernel.Heap.Allocate(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_kernel.Heap.Bytes(witness), WitnessContent);
        if (allocationFails)
        {
            _kernel.Heap.FailNext();
        }

        _kernel.User.Map(argument);
        return witness;
    }

    private bool IsIntact(KernelPointer witness)
    {
        ReadOnlySpan<byte> bytes = _kernel.Heap.Bytes(witness);
        return bytes.Length == sizeof(ulong) && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == WitnessContent;
    }

    private bool IsAsAsked(UserBuffer argument, in AllowlistArgument decoded, KernelPointer witness)
    {
        AllowlistHeader header = argument.Header;
        return (uint)decoded.Flags == header.Flags
            && decoded.Base == header.Base
            && decoded.Count == header.Count
            && decoded.Bitmap != witness
            && _kernel.Heap.Bytes(decoded.Bitmap).SequenceEqual(argument.Tail[..(int)header.BitmapSize]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string WrongAnswer(UserBuffer argument, Errno? actual) =>
        AllowlistInput.Judge(argument).Ruling is { Clause: { } clause, Answer: var expected }
            ? $"{clause}: expected {expected}, the decoder answers {actual?.ToString() ?? "ok"}"
            : $"nothing is wrong with the argument, the decoder answers {actual}";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string ReadsTooFar(int limit) =>
        Invariant($"the decoder reads too far\nit looks at {_kernel.User.ReadExtent} bytes, {limit} are allowed");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string AllocatesTooOften(int mayAllocate) => Invariant(
        $"the decoder allocates too often\n{_kernel.Heap.Allocations - 1} times, {mayAllocate} are allowed");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string AllocatesTooMuch(int limit)
    {
        int bytes = _kernel.Heap.AllocatedBytes - sizeof(ulong);
        return Invariant(
            $"the decoder allocates too much\n{bytes} bytes, {limit - AllowlistLayout.HeaderSize} are allowed");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string LeavesAllocations(int owned) => Invariant(
        $"the wrong number of allocations is left behind\n{_kernel.Heap.Live - 1} are live, not {owned}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string NotAsAsked(UserBuffer argument, in AllowlistArgument decoded)
    {
        int size = _kernel.Heap.Bytes(decoded.Bitmap).Length;
        return "the decoded range is not the one that was asked for\n"
            + Invariant($"flags=0x{(uint)decoded.Flags:x} nmsrs=0x{decoded.Count:x} base=0x{decoded.Base:x}, ")
            + Invariant($"{size} bytes of bitmap, of which {argument.Header.BitmapSize} were asked for");
    }
}
