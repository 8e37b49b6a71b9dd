using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Commands;

/// <summary>What a command touches: a vCPU, an MSR or a range of them, or nothing.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Vcpu">The vCPU; 0 if it is about none.</param>
/// <param name="Index">The MSR index, or the first one of the range.</param>
/// <param name="Count">The MSRs of the range.</param>
public readonly record struct Touch(TouchKind Kind, int Vcpu = 0, uint Index = 0, uint Count = 0)
{
    /// <summary>What a command touches.</summary>
    public static Touch Of(Command command) => command.Touched;
}
