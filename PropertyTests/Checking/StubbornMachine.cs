using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A machine that does what is right and always answers the same.</summary>
/// <param name="answer">Its answer.</param>
internal sealed class StubbornMachine(Outcome answer) : MachineAround(new ModelMachine(Dialect.Sound.Readings))
{
    public override Outcome Step(Command command)
    {
        _ = base.Step(command);
        return answer;
    }
}
