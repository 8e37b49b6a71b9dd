using CsCheck;
using MsrSpec.Fuzz.Targets.Guests;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.PropertyTests.Cpu;
using Xunit;

namespace MsrSpec.PropertyTests.Guests;

/// <summary>
/// What a guest does follows from its state alone: not from how it is cut into runs, nor from the host.
/// </summary>
public sealed class ReplayTests
{
    private const int Guests = 600;
    private const int Steps = 800;

    [Fact]
    public void A_guest_ends_the_same_each_time() => ForAll((bytes, _) =>
    {
        (HostileGuest first, HostileGuest second) = (Loaded(bytes), Loaded(bytes));
        RunTo(first, Steps, atOnce: Steps);
        RunTo(second, Steps, atOnce: Steps);
        AssertSame(first, second, bytes);
    });

    [Fact]
    public void Instructions_executed_one_by_one_do_the_same_as_together() => ForAll((bytes, _) =>
    {
        (HostileGuest together, HostileGuest alone) = (Loaded(bytes), Loaded(bytes));
        RunTo(together, Steps, atOnce: Steps);
        RunTo(alone, Steps, atOnce: 1);
        AssertSame(together, alone, bytes);
    });

    [Fact]
    public void Runs_of_any_length_do_the_same_as_one() => ForAll((bytes, random) =>
    {
        (HostileGuest one, HostileGuest many) = (Loaded(bytes), Loaded(bytes));
        RunTo(one, Steps, atOnce: Steps);
        RunTo(many, Steps, atOnce: 1 + (int)(random.Next() % 40));
        AssertSame(one, many, bytes);
    });

    [Fact]
    public void A_guest_that_goes_on_from_a_snapshot_ends_the_same() => ForAll((bytes, random) =>
    {
        (HostileGuest straight, HostileGuest broken) = (Loaded(bytes), Loaded(bytes));
        RunTo(straight, Steps, atOnce: Steps);
        int middle = (int)(random.Next() % Steps);
        RunTo(broken, middle, atOnce: Steps);
        (CoreSnapshot core, MemorySnapshot ram) = (broken.Core.TakeSnapshot(), broken.Memory.TakeSnapshot());
        RunTo(broken, Steps, atOnce: Steps);
        AssertSame(straight, broken, bytes);

        broken.Memory.Restore(ram);
        broken.Core.Restore(core);
        RunTo(broken, Steps, atOnce: Steps);
        AssertSame(straight, broken, bytes);
    });

    private static void ForAll(Action<byte[], PCG> check)
    {
        var random = new PCG(0, 1978);
        for (int n = 0; n < Guests; n++)
        {
            check(HostileBytes.Next(random), random);
        }
    }

    /// <summary>A guest at its start; half of them have breakpoints.</summary>
    private static HostileGuest Loaded(byte[] bytes)
    {
        var guest = new HostileGuest();
        guest.Load(bytes);
        CoreState state = guest.Core.Current;
        state.Debug[0] = state.Rsp - 16;
        state.Debug[1] = guest.Core.Current.SegmentOf(SegmentRegister.Cs).Base + state.Rip + 5;
        state.Debug[2] = state.Registers[RegisterFile.Rbx];
        bool setsBreakpoints = (bytes[^1] & 1) != 0;
        state.Debug[DebugRegisters.Control] = setsBreakpoints
            ? BitConverter.ToUInt32(bytes, 2) & DebugRegisters.ControlWritable & ~DebugRegisters.GeneralDetect
            : 0;
        guest.Core.Load(in state);
        return guest;
    }

    /// <summary>Runs up to a time; a guest that halts goes on.</summary>
    private static void RunTo(HostileGuest guest, long time, int atOnce)
    {
        while (guest.Core.Ticks < time)
        {
            CoreExit exit = guest.Core.Run(Math.Min(atOnce, time - guest.Core.Ticks));
            if (exit.Kind is not (CoreExitKind.BudgetExhausted or CoreExitKind.Halt))
            {
                return;
            }
        }
    }

    private static void AssertSame(HostileGuest one, HostileGuest other, byte[] bytes)
    {
        string expected = CoreDigest.Of(one.Core, one.Memory);
        string actual = CoreDigest.Of(other.Core, other.Memory);
        Assert.True(expected == actual, $"{Convert.ToHexString(bytes)}\n{expected}\n{actual}");
    }
}
