using MsrSpec.Checker.Lockstep;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Checker.Running;

/// <summary>What a machine that reports findings says itself about a sequence.</summary>
internal static class MachineReport
{
    /// <summary>What a machine made afresh says, a sentence each and each once; of most machines nothing.</summary>
    /// <param name="create">Makes the machine.</param>
    /// <param name="commands">The sequence.</param>
    /// <param name="patience">How long one answer may take.</param>
    public static IReadOnlyList<string> Of(Func<IMachine> create, ReadOnlySpan<Command> commands, TimeSpan patience)
    {
        WatchedMachine machine = new(create) { Patience = patience };
        machine.Reset();
        List<string> said = [];
        foreach (Command command in commands)
        {
            _ = machine.Step(command);
            said.AddRange(machine.Findings.Except(said));
        }

        return said;
    }
}
