using MsrSpec.Registry;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>
/// The registry alone knows the machines by name; whoever needs one asks it. A model has the name of its dialect.
/// </summary>
public sealed class MachineNameTests
{
    /// <summary>A fuzz target of that name.</summary>
    private const string Namesake = "Fuzz/Targets/PostedTarget.cs";

    /// <summary>Mutants stand in tables of their own; the registry takes them over.</summary>
    private static readonly string[] Places = ["Registry/", "Implementation/Mutants/", "PropertyTests/"];

    [Fact]
    public void No_source_but_the_registry_names_a_machine() =>
        Assert.DoesNotContain(
            Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && file != Namesake
                && !Places.Any(place => file.StartsWith(place, StringComparison.Ordinal))),
            NamesAMachine);

    [Fact]
    public void The_registry_names_them() => Assert.True(NamesAMachine("Registry/MachineRegistry.cs"));

    private static bool NamesAMachine(string file)
    {
        string text = File.ReadAllText(Repository.PathOf(file));
        return MachineRegistry.All.Except(MachineRegistry.Models)
            .Any(machine => text.Contains($"\"{machine.Name}\"", StringComparison.Ordinal));
    }
}
