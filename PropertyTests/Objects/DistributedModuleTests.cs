using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Loading;
using MsrSpec.Implementation.Objects.Running;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>
/// A distribution's own modules, where somebody says where they are: <c>MSRSPEC_KVM_MODULES</c> is the path of a
/// <c>kvm.ko</c>, and of modules to join with it, with colons between them.
/// </summary>
public sealed class DistributedModuleTests
{
    private const string Variable = "MSRSPEC_KVM_MODULES";
    private const ulong X2Apic = 0x800;

    [Fact]
    public void A_kvm_ko_loads_and_says_that_x2APIC_registers_are_allowed()
    {
        LoadedObjects loaded = LoadedObjects.Load(Modules());
        Assert.Equal(1, (byte)loaded.Returned("kvm_msr_allowed", LoadedObjects.Heap, X2Apic, 1));
        CallResult result = loaded.Call("kvm_msr_allowed", LoadedObjects.Heap, 0x10, 1);
        Assert.NotEqual(CallEnd.Returned, result.End);
        Assert.Contains("kvm_msr_allowed+0x", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_three_uses_of_undefined_symbols_occur_in_a_kvm_ko()
    {
        (string Name, SymbolUse Use)[] symbols = [.. LoadedObjects.Load(Modules()).Image.Traps.Symbols];
        Assert.Contains(("mutex_lock", SymbolUse.Function), symbols);
        Assert.Contains(("boot_cpu_data", SymbolUse.Data), symbols);
        Assert.Contains(symbols, symbol => symbol.Use == SymbolUse.PerCpu);
    }

    private static ObjectFile[] Modules()
    {
        string? paths = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(paths), $"{Variable} names no module");
        return
        [
            .. paths!.Split(Path.PathSeparator)
                .Select(path => CompiledObjects.Read(Path.GetFileName(path), File.ReadAllBytes(path))),
        ];
    }
}
