using CsCheck;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>
/// An access that leaves to user space and is completed leaves the core exactly as one that the port answers at once.
/// </summary>
public sealed class CompletionProperties
{
    private const int Cases = 250;

    private static readonly int[] Budgets = [1, 3, (int)AccessRig.End];

    [Fact]
    public void A_completed_access_leaves_the_core_as_one_that_is_answered_at_once() =>
        ForAll(seed: 1, (_, random) => new AccessRun(AtOnce(random), AccessDetour.None, performsFirst: false));

    [Fact]
    public void A_completed_access_leaves_the_core_so_after_a_snapshot_was_taken_and_restored_in_between() =>
        ForAll(seed: 2, (_, random) => new AccessRun(AtOnce(random), AccessDetour.Back, random.Next() % 2 == 0));

    [Fact]
    public void A_completed_access_leaves_the_core_so_when_another_core_completes_it_from_a_snapshot() =>
        ForAll(seed: 3, (_, random) => new AccessRun(AtOnce(random), AccessDetour.Elsewhere, random.Next() % 2 == 0));

    [Fact]
    public void A_completed_access_leaves_the_core_so_at_every_instruction_behind_it() =>
        ForAll(seed: 4, (_, random) =>
            new AccessRun(1, (AccessDetour)(random.Next() % 3), performsFirst: random.Next() % 2 == 0));

    private static int AtOnce(PCG random) => Budgets[random.Next() % (uint)Budgets.Length];

    /// <summary>Compares both ways, and makes sure that every mode has been left in.</summary>
    private static void ForAll(uint seed, Func<AccessCase, PCG, AccessRun> create)
    {
        var random = new PCG(0, seed);
        Dictionary<CoreMode, int> exits = [];
        for (int n = 0; n < Cases; n++)
        {
            AccessCase given = AccessGens.Case.Generate(random, null, out _);
            AccessRun answered = new((int)AccessRig.End, AccessDetour.None, performsFirst: false);
            AccessRun completed = create(given, random);
            answered = completed.IsOneByOne ? new(1, AccessDetour.None, performsFirst: false) : answered;
            AccessRig expected = answered.ToEnd(new AccessRig(given, leaves: false));
            AccessRig actual = completed.ToEnd(new AccessRig(given, leaves: true));
            AssertSame(given, expected.Parts, actual.Parts);
            Assert.True(expected.Ram.SequenceEqual(actual.Ram), $"{given}: RAM differs");
            Assert.Equal((0, given.IsPermitted ? expected.Asked : 0), (answered.Exits, completed.Exits));
            foreach ((long time, string seen) in answered.Seen)
            {
                AssertSame(given, seen, completed.Seen[time]);
            }

            exits[given.Mode] = exits.GetValueOrDefault(given.Mode) + completed.Exits;
        }

        Assert.All(exits, mode => Assert.Equal(mode.Key != CoreMode.Virtual8086, mode.Value > 10));
    }

    private static void AssertSame(AccessCase given, string expected, string actual) => Assert.True(
        expected == actual,
        $"{given}{string.Concat(expected.Split('\n').Zip(actual.Split('\n'), Difference))}");

    private static string Difference(string expected, string actual) =>
        expected == actual ? "" : $"\nat once:   {expected}\ncompleted: {actual}";
}
