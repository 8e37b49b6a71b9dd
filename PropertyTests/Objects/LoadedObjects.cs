using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Findings;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Space;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Objects in an address space with a core that calls them.</summary>
internal sealed class LoadedObjects
{
    /// <summary>Where tests put what they hand over: the kernel's heap.</summary>
    public const ulong Heap = 0xFFFF_8880_0000_0000;

    private const int RamSize = 8 << 20;
    private const long Budget = 100_000;

    private LoadedObjects(KernelSpace space, ObjectImage image)
    {
        Space = space;
        Image = image;
        Core = ObjectCore.Create(space, image, services: null, Log)!;
        Assert.True(space.TryMap(Heap, pages: 4, PageRights.Write));
    }

    public KernelSpace Space { get; }

    public ObjectImage Image { get; }

    public ObjectCore Core { get; }

    public FindingLog Log { get; } = new();

    public static LoadedObjects Load(params ObjectFile[] files)
    {
        KernelSpace space = new(RamSize);
        ObjectImage? image = ObjectLoader.Load(files, types: null, space, out string problem);
        Assert.Equal(string.Empty, problem);
        return new LoadedObjects(space, image!);
    }

    /// <summary>Why some objects cannot be loaded.</summary>
    public static string ProblemOf(params ObjectFile[] files)
    {
        Assert.Null(ObjectLoader.Load(files, types: null, new KernelSpace(RamSize), out string problem));
        return problem;
    }

    public ulong AddressOf(string symbol) => Assert.NotNull(Image.ValueOf(symbol));

    public CallResult Call(string function, params ulong[] arguments) =>
        Core.Call(AddressOf(function), arguments, Budget);

    public ulong Returned(string function, params ulong[] arguments)
    {
        CallResult result = Call(function, arguments);
        Assert.Equal((CallEnd.Returned, string.Empty), (result.End, result.Text));
        return result.Value;
    }

    public ulong Read(ulong address, int bytes = sizeof(ulong))
    {
        byte[] word = new byte[sizeof(ulong)];
        Assert.Equal(bytes, Space.Read(address, word.AsSpan(0, bytes)));
        return BitConverter.ToUInt64(word);
    }

    public void Write(ulong address, ulong value, int bytes = sizeof(ulong)) =>
        Assert.Equal(bytes, Space.Write(address, BitConverter.GetBytes(value).AsSpan(0, bytes)));
}
