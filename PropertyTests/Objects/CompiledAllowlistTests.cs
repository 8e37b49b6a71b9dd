using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Implementation.Objects.Running;
using MsrSpec.Implementation.Objects.Types;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>The compiled allowlists answer in the emulated core as their C says; all offsets are BTF's.</summary>
public sealed class CompiledAllowlistTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const uint First = 0x174, Count = 100;
    private const int Reads = 1, Writes = 2;
    private const ulong Vcpu = LoadedObjects.Heap;
    private const ulong Kvm = Vcpu + 0x1000;
    private const ulong Bitmap = Kvm + 0x1000;

    public static TheoryData<string, string> Builds { get; } =
    [
        .. from name in new[] { "posted-gcc", "sound-gcc", "posted-clang", "sound-clang" }
           from level in new[] { "O1", "O2", "O3", "Os" }
           select new TheoryDataRow<string, string>(name, level),
    ];

    [Theory]
    [MemberData(nameof(Builds))]
    public void An_MSR_of_a_range_is_allowed_if_its_bit_is_set_and_one_outside_is_not(string name, string level)
    {
        LoadedObjects loaded = Load($"{name}-{level}", out BtfTypes types);
        byte[] bits = new byte[Count];
        new Random(1).NextBytes(bits);
        LayOut(loaded, types, ranges: 1);
        Assert.Equal(bits.Length, loaded.Space.Write(Bitmap, bits));
        for (uint msr = First - 5; msr < First + Count + 5; msr++)
        {
            uint bit = msr - First;
            bool isAllowed = bit < Count && (bits[bit / 8] >> (int)(bit % 8) & 1) != 0;
            Assert.Equal(isAllowed, (byte)loaded.Returned("msr_allowed", Vcpu, msr, Reads) != 0);
            Assert.Equal(0, (byte)loaded.Returned("msr_allowed", Vcpu, msr, Writes));
        }
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Without_ranges_every_MSR_is_allowed(string name, string level)
    {
        LoadedObjects loaded = Load($"{name}-{level}", out BtfTypes types);
        LayOut(loaded, types, ranges: 0);
        Assert.Equal(1, (byte)loaded.Returned("msr_allowed", Vcpu, First, Writes));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void An_ioctl_stops_at_the_first_function_that_nobody_models(string name, string level)
    {
        LoadedObjects loaded = Load($"{name}-{level}", out BtfTypes types);
        LayOut(loaded, types, ranges: 0);
        const uint Add = 0x4010AEC6;
        CallResult result = loaded.Call("vm_ioctl", Kvm, Add, 0x1000);
        Assert.Equal(CallEnd.Unmodelled, result.End);
        Assert.StartsWith(
            "_copy_from_user, a function that nobody models, called from ", result.Text, StringComparison.Ordinal);
        Assert.Equal(unchecked((ulong)-25L), loaded.Returned("vm_ioctl", Kvm, Add + 1, 0x1000));
    }

    private LoadedObjects Load(string name, out BtfTypes types)
    {
        ObjectFile file = CompiledObjects.Read(name, compiled.Allowlist(name));
        string typed = name.Replace("-clang-", "-gcc-", StringComparison.Ordinal);
        types = BtfTypes.Of(
            CompiledObjects.Read(typed, compiled.Allowlist(typed)), baseTypes: null, out string problem)!;
        Assert.Equal(string.Empty, problem);
        return LoadedObjects.Load(file);
    }

    private static void LayOut(LoadedObjects loaded, BtfTypes types, uint ranges)
    {
        Set(loaded, types, "kvm_vcpu", "kvm", Vcpu, Kvm);
        Set(loaded, types, "kvm", "arch.range_count", Kvm, ranges);
        Set(loaded, types, "kvm", "arch.ranges[0].flags", Kvm, Reads);
        Set(loaded, types, "kvm", "arch.ranges[0].base", Kvm, First);
        Set(loaded, types, "kvm", "arch.ranges[0].nmsrs", Kvm, Count);
        Set(loaded, types, "kvm", "arch.ranges[0].bitmap", Kvm, Bitmap);
    }

    private static void Set(LoadedObjects loaded, BtfTypes types, string type, string path, ulong at, ulong value)
    {
        MemberPlace place = Assert.NotNull(types.Member(type, path, out string problem));
        Assert.Equal(string.Empty, problem);
        loaded.Write(at + (ulong)place.Offset, value, (int)place.Size);
    }
}
