using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Files;
using MsrSpec.Hardware.Agreement;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Machines;
using MsrSpec.Implementation.Mutants;
using MsrSpec.Implementation.ObjectMachines.Adapting;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.Model;
using MsrSpec.Mutation.Schemata;
using MsrSpec.Policies;
using MsrSpec.Shell;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>
/// Who may know whom, read off the built assemblies. Model and implementation share words, never judgement: otherwise
/// both sides share a bug. A constant leaves no reference behind, so the rules hold none that matters.
/// </summary>
public sealed class DependencyTests
{
    private const string Product = "MsrSpec.";

    [Fact]
    public void The_specification_depends_on_nothing() => Assert.Empty(Assemblies(typeof(Command)));

    [Fact]
    public void The_model_depends_on_the_specification_alone() =>
        Assert.Equal(["MsrSpec.Spec"], Assemblies(typeof(ModelMachine)));

    [Fact]
    public void The_emulator_and_the_kernel_do_not_know_each_other()
    {
        Assert.Equal(["MsrSpec.Spec"], Assemblies(typeof(Core)));
        Assert.Equal(["MsrSpec.Spec"], Assemblies(typeof(KernelHeap)));
    }

    [Fact]
    public void The_implementation_depends_on_itself_and_the_specification_alone()
    {
        string[] parts = ["MsrSpec.Implementation.Emulator", "MsrSpec.Implementation.Kernel"];
        Assert.Equal([.. parts, "MsrSpec.Spec"], Assemblies(typeof(VirtualMachine)));
        Assert.Equal(
            [.. parts, "MsrSpec.Implementation.Machines", "MsrSpec.Spec"], Assemblies(typeof(MutantTable)));
    }

    [Fact]
    public void Compiled_code_is_loaded_without_any_of_our_own_kernel() => Assert.Equal(
        ["MsrSpec.Implementation.Emulator", "MsrSpec.Spec"], Assemblies(typeof(ObjectFile)));

    [Fact]
    public void Objects_as_machines_have_the_kernel_of_the_ports() => Assert.Equal(
        [
            "MsrSpec.Implementation.Emulator", "MsrSpec.Implementation.Kernel", "MsrSpec.Implementation.Machines",
            "MsrSpec.Implementation.Objects", "MsrSpec.Spec",
        ],
        Assemblies(typeof(ObjectTarget)));

    [Fact]
    public void What_programs_share_knows_nothing_of_what_they_are_for()
    {
        Assert.Empty(Assemblies(typeof(OutputFile)));
        Assert.Equal(["MsrSpec.Files"], Assemblies(typeof(CommandRunner)));
    }

    [Fact]
    public void Policies_are_judged_by_the_model_and_know_no_implementation() =>
        Assert.Equal(["MsrSpec.Model", "MsrSpec.Spec"], Assemblies(typeof(MsrPolicy)));

    [Fact]
    public void The_checker_knows_no_implementation() =>
        Assert.Equal(["MsrSpec.Files", "MsrSpec.Model", "MsrSpec.Spec"], Assemblies(typeof(LockstepRunner)));

    [Fact]
    public void The_comparison_with_hardware_knows_neither_model_nor_checker() =>
        Assert.Equal(
            ["MsrSpec.Files", "MsrSpec.Implementation.Emulator", "MsrSpec.Shell", "MsrSpec.Spec"],
            Assemblies(typeof(CoreJudge)));

    [Fact]
    public void What_changes_the_program_knows_nothing_of_it() =>
        Assert.Equal(["MsrSpec.Files", "MsrSpec.Shell"], Assemblies(typeof(MutatedAssembly)));

    [Theory]
    [InlineData(typeof(Core))]
    [InlineData(typeof(KernelHeap))]
    [InlineData(typeof(VirtualMachine))]
    [InlineData(typeof(MutantTable))]
    [InlineData(typeof(ObjectFile))]
    [InlineData(typeof(ObjectTarget))]
    public void The_implementation_uses_the_words_of_the_specification_and_none_of_its_judgement(Type part) =>
        Assert.Equal(["MsrSpec.Spec.Abi", "MsrSpec.Spec.Vocabulary"], SpecNamespaces(part));

    [Fact]
    public void The_model_does_use_the_rules_so_that_these_tests_can_see() =>
        Assert.Contains("MsrSpec.Spec.Allowlist", SpecNamespaces(typeof(ModelMachine)));

    private static string[] Assemblies(Type inAssembly) => Read(inAssembly, reader =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)));

    private static string[] SpecNamespaces(Type inAssembly) => Read(inAssembly, reader =>
        reader.TypeReferences.Select(handle => reader.GetString(reader.GetTypeReference(handle).Namespace))
            .Where(name => name.StartsWith("MsrSpec.Spec.", StringComparison.Ordinal)));

    private static string[] Read(Type inAssembly, Func<MetadataReader, IEnumerable<string>> names)
    {
        using FileStream file = File.OpenRead(inAssembly.Assembly.Location);
        using PEReader assembly = new(file);
        IEnumerable<string> ours = names(assembly.GetMetadataReader())
            .Where(name => name.StartsWith(Product, StringComparison.Ordinal));
        return [.. ours.Distinct().Order(StringComparer.Ordinal)];
    }
}
