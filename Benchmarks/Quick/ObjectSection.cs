using MsrSpec.Benchmarks.Goals;
using MsrSpec.Checker.Running;
using MsrSpec.Registry;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Benchmarks.Quick;

/// <summary>Ioctls that an object file carries out in the emulated core, beside the port of the same code.</summary>
internal sealed class ObjectSection : IQuickSection
{
    /// <summary>An instruction of the core is some tens of the port's, and the code is not in C#'s form.</summary>
    private const double MostTimesThePort = 60;

    /// <inheritdoc/>
    public string Title => "compiled kernel code: ioctls a second in one object, and its port in C#";

    /// <inheritdoc/>
    public SectionResult Run(TextWriter output)
    {
        if (MachineRegistry.ProblemOf(MachineRegistry.CompiledPosted) is { } missing)
        {
            output.WriteLine($"skipped: {missing}.");
            return SectionResult.Skipped;
        }

        ObjectCase[] cases =
        [
            .. MachineRegistry.Compiled.Where(IsMeasured).Select(machine => new ObjectCase(
                machine.Name, machine.Create(), MachineRegistry.PostedDirect.Create())),
        ];
        if (cases.Select(one => one.Difference()).FirstOrDefault(found => found is not null) is { } difference)
        {
            output.WriteLine($"the answers differ, so nothing is timed: {difference}.");
            return SectionResult.Different;
        }

        Array.ForEach(cases, one => one.Measure());
        Figure.Print(cases.Select(one => one.Figure), output);
        return Goal.Judge(
            [
                .. cases.Select(one => Goal.AtMost(
                    $"{one.Name}: time of an ioctl to that in the port", one.Compiled / one.Ported, MostTimesThePort)),
            ],
            output);
    }

    private static bool IsMeasured(RegisteredMachine machine) =>
        machine.Name == MachineRegistry.CompiledPosted || machine.Claims == Dialect.Sound;
}
