using CsCheck;
using MsrSpec.Checker.Lockstep;
using MsrSpec.Implementation.Machines;
using MsrSpec.Model;
using MsrSpec.PropertyTests.Machines;
using MsrSpec.Spec.Readings;
using Xunit;

namespace MsrSpec.PropertyTests.Readings;

/// <summary>The implementations are what they say: each follows the model of its dialect, step by step.</summary>
public sealed class FollowedDialectTests
{
    private const int Iterations = 3_000;

    [Fact]
    public void The_port_of_the_posted_patch_follows_the_posted_dialect_defect_for_defect() =>
        Gens.Commands.Sample(
            commands => new LockstepRunner(new ModelMachine(Dialect.Posted.Readings), VirtualMachines.PostedDirect())
                .Run(commands) is null,
            iter: Iterations);

    [Fact]
    public void The_optimized_machine_follows_the_sound_dialect() =>
        Gens.Commands.Sample(
            commands => new LockstepRunner(new ModelMachine(Dialect.Sound.Readings), VirtualMachines.OptimizedDirect())
                .Run(commands) is null,
            iter: Iterations);

    [Fact]
    public void A_machine_that_was_reset_is_as_good_as_a_new_one() =>
        Gens.Commands.Select(Gens.Commands).Sample(
            (before, commands) =>
            {
                LockstepRunner used = new(new ModelMachine(Dialect.Posted.Readings), VirtualMachines.PostedDirect());
                _ = used.Run(before);
                return used.Run(commands) is null;
            },
            iter: Iterations / 3);
}
