using System.Text.RegularExpressions;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Checker.Running;
using MsrSpec.Checker.Sampling;
using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.Implementation.ObjectMachines.Calling;
using MsrSpec.Model;
using MsrSpec.PropertyTests.House;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.TraceText;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Compiled allowlists are machines like any other.</summary>
public sealed class ObjectMachineTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    private const int Sequences = 300;

    private static readonly Regex OffsetInFunction = new(@"\+0x[0-9a-f]+");

    public static TheoryData<string, string, string> Builds { get; } =
    [
        .. from source in new[] { "posted", "sound", "entry-first" }
           from compiler in new[] { "gcc", "clang" }
           from level in new[] { "O1", "O2", "O3", "Os" }
           select new TheoryDataRow<string, string, string>(source, compiler, level),
    ];

    [Theory]
    [MemberData(nameof(Builds))]
    public void At_each_level_of_optimization_an_allowlist_in_C_is_its_dialect(
        string source, string compiler, string level) =>
        Assert.Null(Compare(Open(source, compiler, level), Sequences));

    /// <summary>The defects that one thread can meet in an allowlist, and commands that meet them.</summary>
    public static TheoryData<string, string[]> Defects { get; } = new()
    {
        { "D1", [.. Enumerable.Range(0, 11).Select(number => Add($"flags=read nmsrs=1 base=0x{number:x}"))] },
        { "D2", [Add("flags=read nmsrs=1 base=0x0"), Add("flags=read nmsrs=1 base=0x0")] },
        { "D3", [Add("flags=none nmsrs=1 base=0x0") + " readable=23"] },
        { "D4", [Add("flags=read nmsrs=2 base=0xffffffff")] },
        { "D5", [Add("flags=read nmsrs=0 base=0x0")] },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void What_clang_makes_of_the_posted_allowlist_has_its_defects(string defect, string[] commands)
    {
        LockstepRunner runner = new(
            new ModelMachine(Dialect.Sound.Readings), Open("posted", "clang", "O2").Create());
        Divergence? divergence = runner.Run([.. commands.Select(Command)]);
        Assert.Contains(
            KnownDefect.OfThePostedPatch, known => known.Id == defect && known.Breaks.Contains(divergence?.Clause));
    }

    [Fact]
    public void What_is_called_for_a_member_gets_its_address()
    {
        byte[] bytes = compiled.BytesOfC("""
            #include "kernel.h"
            #define kvm_vcpu inner_vcpu
            #include "sound.c"
            struct outer_vm { u64 before; struct kvm kvm; u64 behind; };
            struct outer_vm *unused;
            """);
        string manifest = CompiledAllowlists.Manifest
            .Replace("\"struct kvm\"", "\"struct outer_vm\"", StringComparison.Ordinal)
            .Replace("\"struct kvm_vcpu\"", "\"struct inner_vcpu\"", StringComparison.Ordinal)
            .Replace("= \"vm\"", "= \"vm.kvm\"", StringComparison.Ordinal)
            .Replace("(vm", "(vm.kvm", StringComparison.Ordinal)
            .Replace("\"vm.lock\"", "\"vm.kvm.lock\"", StringComparison.Ordinal)
            .Replace("\"vm.arch.", "\"vm.kvm.arch.", StringComparison.Ordinal)
            .Replace("v2-posted", "v2-sound", StringComparison.Ordinal);
        Assert.Null(Compare(Open(bytes, manifest), Sequences / 10));
    }

    [Fact]
    public void The_posted_object_says_who_has_taken_the_lock_that_it_keeps() => Assert.Equal(
        [[], [$"vm.lock is held at return, taken by vm_ioctl+0x… {PlaceOf("mutex_lock(&")}"]],
        Findings(
            Open("posted", "gcc", "O2"),
            "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none",
            "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none"));

    [Fact]
    public void What_pahole_says_of_the_types_of_an_object_serves_it() => Assert.Null(Compare(
        Open(compiled.WithTypes(compiled.Allowlist("posted-clang-O2")), CompiledAllowlists.Manifest), Sequences / 10));

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public void The_posted_object_says_who_frees_an_error_pointer(string compiler) => Assert.Equal(
        [[$"kfree of an error pointer (-14) by vm_ioctl+0x… {PlaceOf("kfree(")}"]],
        Findings(
            Open("posted", compiler, "O2"), "ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none readable=23"));

    [Fact]
    public void What_a_VM_leaves_behind_is_named_with_who_has_allocated_it()
    {
        byte[] bytes = compiled.BytesOfC("#include \"posted.c\"\nvoid forget_vm(struct kvm *vm) { (void)vm; }\n");
        Assert.Equal(
            [[], ["object #0 of 8 bytes, allocated by vm_ioctl+0x…, is never freed"]],
            Findings(
                Open(bytes, CompiledAllowlists.Manifest.Replace("destroy_vm(", "forget_vm(", StringComparison.Ordinal)),
                "ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none", "destroy-vm"));
    }

    [Fact]
    public void What_depends_on_memory_that_nobody_has_written_is_an_oops_of_its_own()
    {
        byte[] bytes = compiled.BytesOfC("""
            #define msr_allowed asked_first
            #include "posted.c"
            #undef msr_allowed
            bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
            {
                volatile u32 unwritten[8];
                return (unwritten[index % 8] & 4) != 0 || asked_first(vcpu, index, direction);
            }
            """, "-Wno-uninitialized", "-Wno-maybe-uninitialized");
        IMachine machine = Open(bytes, CompiledAllowlists.Manifest).Create();
        _ = machine.Step(Command("ioctl add-allowlist flags=read nmsrs=1 base=0x0 bits=none"));
        Assert.Equal(
            Outcome.Oops(OopsKind.UninitializedRead), machine.Step(Command("decision write 0x10")));
    }

    [Fact]
    public void What_nobody_models_ends_the_machine_and_not_the_kernel()
    {
        byte[] bytes = compiled.BytesOfC("#define kfree put_back\n#include \"posted.c\"\n");
        IMachine machine = Open(bytes, CompiledAllowlists.Manifest).Create();
        ObjectException failure = Assert.Throws<ObjectException>(
            () => machine.Step(Command("ioctl add-allowlist flags=none nmsrs=1 base=0x0 bits=none readable=23")));
        Assert.StartsWith(
            "put_back, a function that nobody models, called from vm_ioctl+0x", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_machines_of_the_registry_are_the_objects_of_the_build()
    {
        string[] own =
        [
            "posted-c", "posted-c-O1", "posted-c-O3", "posted-c-Os", "posted-c-clang", "posted-c-entry-first",
            "sound-c",
        ];
        Assert.Equal(own, CompiledMachines.All.Select(machine => machine.Name));
        Assert.Equal(
            own.Where(name => CompiledMachines.ProblemOf(name)!.Length == 0),
            MachineRegistry.Compiled.Select(machine => machine.Name));
        Assert.Null(CompiledMachines.ProblemOf("posted"));
    }

    [Theory]
    [InlineData("posted-c")]
    [InlineData("posted-c-clang")]
    [InlineData("sound-c")]
    public void One_that_the_build_has_made_runs(string name)
    {
        string problem = CompiledMachines.ProblemOf(name)!;
        Assert.SkipWhen(problem.Length > 0, problem);
        IMachine machine = MachineRegistry.Find(name)!.Create();
        Assert.Equal(Outcome.Success, machine.Step(Command(Add("flags=read nmsrs=1 base=0x0"))));
    }

    [Fact]
    public void One_that_the_build_has_not_made_says_why()
    {
        Compilation none = new("posted", "tcc", "O2");
        Assert.Null(CompiledAllowlists.Open(none, "v2-posted", CompiledMachines.Designs, out string problem));
        Assert.Equal("there was no tcc for x86-64, or no gcc that writes BTF, when this was built", problem);
    }

    /// <summary>The first difference between objects and the dialect that they claim to be.</summary>
    internal static Divergence? Compare(ObjectTarget target, int sequences)
    {
        RandomOptions options = new(1, sequences, SequenceGenerator.DefaultMaxLength, []);
        using SequencesAhead ahead = new(options);
        LockstepRunner runner = new(new ModelMachine(Dialect.Find(target.Dialect)!.Readings), target.Create());
        return ahead.Sequences().Select(sequence => runner.Run(sequence.Commands))
            .FirstOrDefault(divergence => divergence is not null);
    }

    private static string Add(string argument) => $"ioctl add-allowlist {argument} bits=none";

    private static Command Command(string text) => CommandParser.Parse(text, 1).Value!;

    /// <summary>The place of the only line of <c>posted.c</c> that has a text in it.</summary>
    private static string PlaceOf(string text)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("Implementation/ObjectMachines/Sources/posted.c"));
        return $"(posted.c:{Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal)) + 1})";
    }

    /// <summary>What a machine reports of each command, without the offsets in functions.</summary>
    private static string[][] Findings(ObjectTarget target, params string[] commands)
    {
        IMachine machine = target.Create();
        List<string[]> findings = [];
        foreach (string command in commands)
        {
            _ = machine.Step(Command(command));
            findings.Add(
            [
                .. ((IReportsFindings)machine).Findings.Select(text => OffsetInFunction.Replace(text, "+0x…")),
            ]);
        }

        return [.. findings];
    }

    private ObjectTarget Open(string source, string compiler, string level)
    {
        string manifest = source == "sound"
            ? CompiledAllowlists.Manifest.Replace("v2-posted", "v2-sound", StringComparison.Ordinal)
            : CompiledAllowlists.Manifest;
        byte[] bytes = compiled.Allowlist($"{source}-{compiler}-{level}");
        return compiler == "gcc" ? Open(bytes, manifest)
            : Open(bytes, $"types = \"types.o\"\n{manifest}", compiled.Allowlist($"{source}-gcc-{level}"));
    }

    private static ObjectTarget Open(byte[] bytes, string manifest, byte[]? types = null)
    {
        ObjectTarget? target = ObjectTarget.Open(
            "m.toml", manifest, name => name == "types.o" ? types! : bytes, CompiledMachines.Designs,
            out string problem);
        Assert.Equal(string.Empty, problem);
        return target!;
    }
}
