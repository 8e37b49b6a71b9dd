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
    private readonly KernelSpace _space = new(RamSize);
    private readonly ObjectImage _image;
    private readonly ObjectCore _core;
    private readonly (ulong Address, byte[] Bytes)[] _data;

    /// <summary>Loads the objects of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="kernel">The accounts.</param>
    /// <param name="poison">What memory and registers hold that nobody has written.</param>
    /// <exception cref="ObjectException">They cannot be loaded after all.</exception>
    public LoadedKernel(ObjectPlan plan, VmKernel kernel, byte poison)
    {
        _plan = plan;
        _image = ObjectLoader.Load(plan.Files, plan.Types, _space, out string problem)
            ?? throw new ObjectException(problem);
        Services = new KernelServices(_space, _image, kernel, plan.Aliases);
        _core = ObjectCore.Create(_space, _image, Services, Services.Log)
            ?? throw new ObjectException("there is no RAM left for a stack");
        _core.Poison = poison;
        Services.Heap.Poison = poison;
        Services.Heap.ForgetTranslation = _core.ForgetTranslation;
        Services.Locks.VmLock = plan.Lock.Address;
        Services.Locks.NameOf = NameOf;
        Services.ExplainOther = Explain;
        _data =
        [
            .. _image.Sections
                .Where(section => section.Rights.HasFlag(PageRights.Write) && section.Section.Size > 0).Select(Copy),
        ];
        foreach (LaidOut memory in plan.Memory)
        {
            ulong page = KernelSpace.PageOf(memory.Address);
            int bytes = (int)(memory.Address - page) + memory.Size;
            if (!_space.TryMap(page, KernelSpace.PagesOf(bytes), PageRights.Write))
            {
                throw new ObjectException($"there is no RAM left for '{memory.Name}'");
            }
        }
    }

    /// <summary>The memory.</summary>
    public KernelSpace Space => _space;

    /// <summary>The objects.</summary>
    public ObjectImage Image => _image;

    /// <summary>The processor.</summary>
    public ObjectCore Core => _core;

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
        return Checked(_core.Call(AddressOf(entry), arguments[..entry.Arguments.Length], Budget));
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
        _core.Enter(AddressOf(entry), arguments[..entry.Arguments.Length], thread);
    }

    /// <summary>What a call came to, if that is the objects' doing.</summary>
    /// <exception cref="ObjectException">The objects use what nobody models.</exception>
    public static CallResult Checked(in CallResult result) =>
        result.End is CallEnd.Unmodelled or CallEnd.Lacking || result.Finding?.Kind == FindingKind.Unmodelled
            ? throw new ObjectException(result.Text)
            : result;

    /// <summary>A field as a number without a sign.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="size">Its bytes, eight at most.</param>
    public ulong Read(ulong address, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        _ = _space.Read(address, bytes[..size]);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Lays out a fresh VM.</summary>
    public void LayOut()
    {
        foreach (LaidOut memory in _plan.Memory)
        {
            _space.Fill(memory.Address, memory.Size, value: 0);
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        foreach ((ulong address, int size, ulong value) in _plan.Values)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            _ = _space.Write(address, bytes[..size]);
        }
    }

    /// <summary>Gives the objects' own data back what they held at first.</summary>
    public void ResetData()
    {
        foreach ((ulong address, byte[] bytes) in _data)
        {
            _ = _space.Write(address, bytes);
        }
    }

    private (ulong Address, byte[] Bytes) Copy(PlacedSection section)
    {
        byte[] bytes = new byte[section.Section.Size];
        _ = _space.Read(section.Memory, bytes);
        return (section.Memory, bytes);
    }

    private (FindingKind Kind, string Text)? Explain(ulong address) =>
        _plan.Memory.Select(memory => memory.Explain(address)).FirstOrDefault(known => known is not null);

    private ulong AddressOf(EntryCall entry) => _image.ValueOf(entry.Function)!.Value;

    /// <summary>What is at an address of something that is laid out, or null.</summary>
    public string? NameOf(ulong address) => address == _plan.Lock.Address ? _plan.Lock.Name
        : _plan.Memory.Select(memory => memory.Describe(_plan.Types, address)).OfType<string>().FirstOrDefault();
}
