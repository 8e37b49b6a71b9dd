using System.Buffers.Binary;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>Loaded objects with a core, services and what is laid out for them: one kernel.</summary>
internal sealed class LoadedKernel
{
    /// <summary>More than a module's sections and a VM's structs take, and than a sequence allocates.</summary>
    private const int RamSize = 32 << 20;

    /// <summary>The most instructions of one call; a decision takes some hundred.</summary>
    private const long Budget = 2_000_000;

    private readonly ObjectPlan _plan;
    private readonly (ulong Address, byte[] Bytes)[] _data;
    private int _objectsAtBirth;

    /// <summary>Loads the objects of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="kernel">The accounts.</param>
    /// <param name="poison">What memory and registers hold that nobody has written.</param>
    /// <exception cref="ObjectException">They cannot be loaded after all.</exception>
    public LoadedKernel(ObjectPlan plan, VmKernel kernel, byte poison)
    {
        _plan = plan;
        Image = ObjectLoader.Load(plan.Files, plan.Types, Space, out string problem)
            ?? throw new ObjectException(problem);
        Services = new KernelServices(Space, Image, kernel, plan.Aliases);
        Core = ObjectCore.Create(Space, Image, Services, Services.Log)
            ?? throw new ObjectException("there is no RAM left for a stack");
        Core.Poison = poison;
        Services.Heap.Poison = poison;
        Services.Heap.ForgetTranslation = Core.ForgetTranslation;
        Services.Locks.VmLock = plan.Lock.Address;
        Services.Locks.NameOf = NameOf;
        Services.ExplainOther = Explain;
        _data = [.. Image.Data.Select(Copy)];
        foreach (LaidOut memory in plan.Memory)
        {
            ulong page = KernelSpace.PageOf(memory.Address);
            int bytes = (int)(memory.Address - page) + memory.Size;
            if (!Space.TryMap(page, KernelSpace.PagesOf(bytes), PageRights.Write))
            {
                throw new ObjectException($"there is no RAM left for '{memory.Name}'");
            }
        }
    }

    /// <summary>The memory.</summary>
    public KernelSpace Space { get; } = new(RamSize);

    /// <summary>The objects.</summary>
    public ObjectImage Image { get; }

    /// <summary>The processor.</summary>
    public ObjectCore Core { get; }

    /// <summary>What the kernel does for the objects.</summary>
    public KernelServices Services { get; }

    /// <summary>Calls an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="first">What the call says first.</param>
    /// <param name="second">What it says second.</param>
    /// <exception cref="ObjectException">The objects use what nobody models.</exception>
    public CallResult Call(EntryCall entry, ulong first = 0, ulong second = 0)
    {
        Span<ulong> arguments = stackalloc ulong[ObjectCore.MaxArguments];
        entry.Fill(arguments, first, second);
        CallResult result = Core.Call(AddressOf(entry), arguments[..entry.Arguments.Length], Budget);
        return result.IsLacking ? throw new ObjectException(result.Text) : result;
    }

    /// <summary>Comes to the first instruction of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="first">What the call says first.</param>
    /// <param name="second">What it says second.</param>
    /// <param name="thread">The number of the thread that calls.</param>
    public void Enter(EntryCall entry, ulong first, ulong second, int thread)
    {
        Span<ulong> arguments = stackalloc ulong[ObjectCore.MaxArguments];
        entry.Fill(arguments, first, second);
        Core.Enter(AddressOf(entry), arguments[..entry.Arguments.Length], thread);
    }

    /// <summary>A field as a number without a sign.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="size">Its bytes, eight at most.</param>
    public ulong Read(ulong address, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        _ = Space.Read(address, bytes[..size]);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>The objects of the heap that the last VM that was laid out has made and not given back.</summary>
    public IEnumerable<HeapObject> LeftBehind =>
        Services.Heap.Live.Where(live => live.Number >= _objectsAtBirth);

    /// <summary>Lays out a fresh VM, whose locks are free.</summary>
    public void LayOut()
    {
        Services.Locks.Reset();
        _objectsAtBirth = Services.Heap.Count;
        foreach (LaidOut memory in _plan.Memory)
        {
            Space.Fill(memory.Address, memory.Size, value: 0);
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        foreach ((ulong address, int size, ulong value) in _plan.Values)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            _ = Space.Write(address, bytes[..size]);
        }
    }

    /// <summary>Takes all memory back, gives the objects' own data what they held at first, and forgets what was found.
    /// </summary>
    public void Renew()
    {
        Services.Heap.Reset();
        Services.Log.Clear();
        foreach ((ulong address, byte[] bytes) in _data)
        {
            _ = Space.Write(address, bytes);
        }
    }

    private (ulong Address, byte[] Bytes) Copy(PlacedSection section)
    {
        byte[] bytes = new byte[section.Section.Size];
        _ = Space.Read(section.Memory, bytes);
        return (section.Memory, bytes);
    }

    private (FindingKind Kind, string Text)? Explain(ulong address) =>
        _plan.Memory.Select(memory => memory.Explain(address)).FirstOrDefault(known => known is not null);

    private ulong AddressOf(EntryCall entry) => Image.ValueOf(entry.Function)!.Value;

    /// <summary>What is at an address of something that is laid out, or null.</summary>
    public string? NameOf(ulong address) => address == _plan.Lock.Address ? _plan.Lock.Name
        : _plan.Memory.Select(memory => memory.Describe(_plan.Types, address)).OfType<string>().FirstOrDefault();
}
