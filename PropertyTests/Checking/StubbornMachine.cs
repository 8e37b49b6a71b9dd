using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>A machine that does what is right and always answers the same.</summary>
/// <param name="answer">Its answer.</param>
internal sealed class StubbornMachine(Outcome answer) : IMachine
{
    private readonly ModelMachine _model = new(Dialect.Sound.Readings);

    public IReadOnlyList<HiddenField> CannotShow => [];

    public void Reset() => _model.Reset();

    public Outcome Step(Command command)
    {
        _ = _model.Step(command);
        return answer;
    }

    public View Observe(int vcpu, ReadOnlySpan<uint> indices) => _model.Observe(vcpu, indices);
}
