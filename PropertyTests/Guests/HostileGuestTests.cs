using CsCheck;
using MsrSpec.Fuzz.Targets.Guests;
using MsrSpec.Implementation.Emulator.Cpu;
using Xunit;

namespace MsrSpec.PropertyTests.Guests;

/// <summary>Any byte string as a guest, in any mode, ends in a defined way.</summary>
public sealed class HostileGuestTests
{
    private const long Wanted = 10_000_000;

    [Fact]
    public void Ten_million_random_instructions_end_in_a_defined_way_in_every_mode()
    {
        var guest = new HostileGuest();
        var random = new PCG(0, 2020);
        var ends = new HashSet<(HostileMode, CoreExitKind)>();
        while (guest.Instructions < Wanted)
        {
            byte[] bytes = HostileBytes.Next(random);
            string? wrong = guest.Run(bytes);
            Assert.True(wrong is null, $"{wrong}: {Convert.ToHexString(bytes)}");
            _ = ends.Add(((HostileMode)(bytes[0] & 7), guest.LastExit.Kind));
        }

        // The generator must reach far enough: every mode has guests that use up their budget, and every mode but V86,
        // whose guests run at level 3 with sound tables behind them, has some that end in a triple fault.
        foreach (HostileMode mode in Enum.GetValues<HostileMode>())
        {
            Assert.Contains((mode, CoreExitKind.BudgetExhausted), ends);
            Assert.True(mode == HostileMode.Virtual8086 || ends.Contains((mode, CoreExitKind.Shutdown)), $"{mode}");
        }
    }
}
