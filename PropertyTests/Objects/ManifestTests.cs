using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.PropertyTests.House;
using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>A manifest that does not fit is refused in one line that says where.</summary>
public sealed class ManifestTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    /// <summary>What is written instead of a piece of the good one, and what is said of that.</summary>
    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "\"allowlist\"", "\"filter\"", "m.toml:2:13: 'filter' is no interface; there is allowlist" },
        { "\"v2-posted\"", "\"v3\"", "m.toml:3:11: 'v3' is no dialect; there are v2-posted, v2-documented, v2-sound" },
        {
            "interface =", "face =",
            "m.toml:2:1: there is no key 'face' here; there are interface, dialect, objects, types"
        },
        { "ioctl =", "ioctls =", "m.toml:14:1: there is no key 'ioctls' here; there are ioctl, decision, destroy" },
        { "ioctl = ", "# ", "m.toml:1:1: the key 'ioctl' in [entries] is missing" },
        {
            "[state] ", "[stat] ",
            "m.toml:19:1: there is no table 'stat'; there are entries, state, memory, values, services"
        },
        { "\"vm.lock\"", "\"vmlock\"", "m.toml:19:8: 'vmlock' is no field, such as vm.arch.count" },
        { "\"vm.lock\"", "\"vm.locks\"", "m.toml:19:8: kvm has no member 'locks'" },
        { "\"vm.lock\"", "\"host.lock\"", "m.toml:19:8: 'host' is nothing that is laid out; there are vm, vcpu" },
        { "\"vm.lock\"", "7", "m.toml:19:8: a text in quotes is expected" },
        { "\"vm.lock\"", "[\"vm.lock\"]", "m.toml:19:1: 'lock' has one text" },
        { "\"vm.lock\"", "\"vm.lock", "m.toml:20:10: " },
        { "\"vcpu.kvm\" =", "vcpu.kvm =", "m.toml:11:1: a key with a dot in it stands in quotes" },
        { "\"vcpu.kvm\" =", "kvm =", "m.toml:11:1: 'kvm' is no field, such as vcpu.kvm" },
        {
            "\"vcpu.kvm\" = \"vm\"", "\"vcpu.kvm\" = \"host\"",
            "m.toml:11:14: 'host' is nothing that is laid out; there are vm, vcpu"
        },
        {
            "\"vcpu.kvm\" = \"vm\"", "\"vcpu.kvm\" = \"vm.arc\"",
            "m.toml:11:14: 'vm.arc' is nothing that is laid out; there are vm, vcpu"
        },
        { "\"vcpu.kvm\" =", "\"vcpu.id\" =", "m.toml:11:1: 'vcpu.id' has 4 bytes, and an address 8" },
        { "struct kvm\"", "struct kvms\"", "m.toml:7:6: the objects have no type 'struct kvms', or it has no size" },
        {
            "vm_ioctl(vm, request, argument)", "vm_ioctl",
            "m.toml:14:9: 'vm_ioctl' is no call, such as vm_ioctl(vm, request, argument)"
        },
        { "vm_ioctl(vm,", "ioctl(vm,", "m.toml:14:9: no object defines a function 'ioctl'" },
        {
            "vm_ioctl(vm,", "vm_ioctl(",
            "m.toml:14:9: 'long int vm_ioctl(struct kvm * kvm, u32 request, void * argument)' does not take 2 "
            + "arguments"
        },
        {
            "vm_ioctl(vm,", "vm_ioctl(host,",
            "m.toml:14:9: 'host' is nothing that this call says; there are vm, vcpu, request, argument"
        },
        {
            "vm_ioctl(vm,", "vm_ioctl(vcpu,",
            "m.toml:14:9: 'vcpu' is a 'struct kvm_vcpu *', and 'long int vm_ioctl(struct kvm * kvm, u32 "
            + "request, void * argument)' takes another type there"
        },
        {
            "vm_ioctl(vm,", "vm_ioctl(vm.lock,",
            "m.toml:14:9: 'vm.lock' is a 'struct mutex *', and 'long int vm_ioctl(struct kvm * kvm, u32 "
            + "request, void * argument)' takes another type there"
        },
        { "\"allowlist.o\"", "\"allowlist.o\", \"none.o\"", "m.toml:4:27: there is no none.o" },
        {
            "[memory] ", "[services]\nf = \"g\"\n[memory] ",
            "m.toml:7:5: nobody models a function 'g' that another could stand for"
        },
        { "[memory] ", "[[memory]] ", "m.toml:6:1: a table is expected, such as [entries]" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void One_that_does_not_fit_is_refused_with_its_place(string piece, string instead, string expected)
    {
        string good = CompiledAllowlists.Manifest;
        int at = good.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at > 0, piece);
        Assert.Null(Open(good[..at] + instead + good[(at + piece.Length)..], out string problem));
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void The_built_in_one_fits() => Assert.NotNull(Open(CompiledAllowlists.Manifest, out _));

    [Fact]
    public void An_object_that_is_to_give_types_and_has_none_is_refused()
    {
        byte[] bytes = compiled.Allowlist("posted-clang-O2");
        Assert.Null(ObjectTarget.Open(
            "m.toml", "types = \"clang.o\"\n" + CompiledAllowlists.Manifest, _ => bytes, CompiledMachines.Designs,
            out string problem));
        Assert.Equal("clang.o: there is no .BTF section; gcc -gbtf and pahole -J make one", problem);
    }

    [Fact]
    public void The_document_shows_it()
    {
        string page = File.ReadAllText(Repository.PathOf("docs/objects.md"));
        Assert.Equal(Settings(CompiledAllowlists.Manifest), Settings(page.Split("```")[1]["toml".Length..]));

        static string[] Settings(string text) =>
            [.. text.Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];
    }

    [Fact]
    public void An_alias_stands_for_a_function_that_is_modelled()
    {
        byte[] bytes = compiled.BytesOfC("#define kfree put_back\n#include \"posted.c\"\n");
        string manifest = CompiledAllowlists.Manifest + "\n[services]\nput_back = \"kfree\"\n";
        ObjectTarget? target = ObjectTarget.Open(
            "m.toml", manifest, _ => bytes, CompiledMachines.Designs, out string problem);
        Assert.Equal(string.Empty, problem);
        Assert.Null(ObjectMachineTests.Compare(target!, sequences: 200));
    }

    private ObjectTarget? Open(string manifest, out string problem) => ObjectTarget.Open(
        "m.toml", manifest,
        name => name == "none.o" ? throw new IOException("there is no none.o") : compiled.Allowlist("posted-gcc-O2"),
        CompiledMachines.Designs, out problem);
}
