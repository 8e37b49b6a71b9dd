using System.Collections.Frozen;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.ObjectMachines.Services;
using MsrSpec.Implementation.Objects.Space;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>An object in a kernel with services, whose user memory begins with eight bytes.</summary>
internal sealed class ServedObject
{
    private const int RamSize = 8 << 20;
    private const long Budget = 100_000;

    private readonly ObjectImage _image;
    private readonly ObjectCore _core;

    public ServedObject(ObjectFile file, byte poison)
    {
        KernelSpace space = new(RamSize);
        _image = ObjectLoader.Load([file], types: null, space, out string problem)!;
        Assert.Equal(string.Empty, problem);
        Services = new KernelServices(space, _image, Kernel, FrozenDictionary<string, string>.Empty);
        _core = ObjectCore.Create(space, _image, Services, Services.Log)!;
        _core.Poison = poison;
        Services.Heap.Poison = poison;
        Services.Heap.ForgetTranslation = _core.ForgetTranslation;
        Kernel.User.Map(new([1, 2, 3, 4, 5, 6, 7, 8]));
    }

    public VmKernel Kernel { get; } = new();

    public KernelServices Services { get; }

    /// <summary>Calls a function, and takes down what it leaves.</summary>
    public CallResult Call(string function, params ulong[] arguments)
    {
        int held = Services.Locks.Count;
        Kernel.Call.Begin(CallKind.AddAllowlist);
        CallResult result = _core.Call(Assert.NotNull(_image.ValueOf(function)), arguments, Budget);
        Kernel.Call.End();
        _ = Services.Locks.NoteLeft(held);
        return result;
    }
}
