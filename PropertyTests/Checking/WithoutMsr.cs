using MsrSpec.Model;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.PropertyTests.Checking;

/// <summary>The model, whose views lack an MSR.</summary>
/// <param name="index">The MSR.</param>
internal sealed class WithoutMsr(uint index) : IMachine
{
    private readonly ModelMachine _model = new(Dialect.Sound.Readings);

    public IReadOnlyList<HiddenField> CannotShow => [];

    public void Reset() => _model.Reset();

    public Outcome Step(Command command) => _model.Step(command);

    public View Observe(int vcpu, ReadOnlySpan<uint> indices)
    {
        View view = _model.Observe(vcpu, indices);
        return indices[0] == index ? view with { MsrPresent = false, MsrValue = 0 } : view;
    }
}
