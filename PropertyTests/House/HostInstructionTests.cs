using Mono.Cecil;
using Mono.Cecil.Cil;
using MsrSpec.Hardware.Agreement;
using Xunit;

namespace MsrSpec.PropertyTests.House;

/// <summary>
/// Instructions given to the processor may end a process. So what leads to them cannot be called from here: these tests
/// see only the public types, and none of those refers, through however many others, to the types that do it.
/// </summary>
public sealed class HostInstructionTests
{
    private const string Host = "MsrSpec.Hardware.Host";

    [Fact]
    public void No_public_type_leads_to_instructions_of_the_host() =>
        Assert.DoesNotContain(Leading(), type => type.IsPublic);

    [Fact]
    public void The_run_and_its_verb_do_lead_there_so_that_this_test_can_see()
    {
        string[] names = [.. Leading().Select(type => type.Name)];
        Assert.Contains("HostCode", names);
        Assert.Contains("LiveRun", names);
        Assert.Contains("RunVerb", names);
        Assert.DoesNotContain(nameof(CoreJudge), names);
    }

    /// <summary>The types of the host's code, and all that refer to one that is already found.</summary>
    private static HashSet<TypeDefinition> Leading()
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(typeof(CoreJudge).Assembly.Location);
        TypeDefinition[] types = [.. assembly.MainModule.Types];
        HashSet<string> found = [.. types.Where(type => type.Namespace == Host).Select(type => type.FullName)];
        int before;
        do
        {
            before = found.Count;
            found.UnionWith(types.Where(type => Used(type).Any(found.Contains)).Select(type => type.FullName));
        }
        while (found.Count > before);

        return [.. types.Where(type => found.Contains(type.FullName))];
    }

    /// <summary>The outermost types that the code of a type, and of those within it, refers to.</summary>
    private static IEnumerable<string> Used(TypeDefinition type) =>
        from part in WithNested(type)
        from method in part.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        let used = Owner(instruction)
        where used is not null
        select Outermost(used).FullName;

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static TypeReference? Owner(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => type.GetElementType(),
        MemberReference member => member.DeclaringType?.GetElementType(),
        _ => null,
    };

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type;
}
