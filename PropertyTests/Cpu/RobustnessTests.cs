using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>Whatever a guest does, the core ends with an exit; it never throws.</summary>
public sealed class RobustnessTests
{
    private const int Runs = 20_000;
    private const int Instructions = 4;

    private static readonly byte[] Prefixes =
        [0x66, 0x67, 0xF0, 0xF2, 0xF3, 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x40, 0x41, 0x44, 0x48, 0x4C];

    private static readonly ulong[] Values =
    [
        0, 1, 2, 8, 0x40, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x2_0000, 0x2_0FFF, 0xF_FFFF, 0x7FFF_FFFF,
        0x8000_0000, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF, 0x8000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000,
        ulong.MaxValue - 1, ulong.MaxValue,
    ];

    [Theory]
    [InlineData(GuestMode.Real16)]
    [InlineData(GuestMode.Protected32)]
    [InlineData(GuestMode.Long64)]
    public void Random_instructions_with_extreme_operands_end_in_an_exit(GuestMode mode)
    {
        var random = new Random(20_26);
        var rig = new CoreRig(mode, Privilege.Kernel);
        CoreState initial = rig.State;
        initial.Cr4 |= ControlBits.FxSave;
        for (int run = 0; run < Runs; run++)
        {
            rig.State = initial;
            for (int register = 0; register < 16; register++)
            {
                rig.State.Registers[register] = Values[random.Next(Values.Length)];
            }

            rig.State.Rflags = Rflags.One | ((Rflags)random.Next() & (Rflags.Arithmetic | Rflags.Direction));
            CoreExit exit = rig.Run(RandomCode(random), budget: Instructions);
            Assert.True(Enum.IsDefined(exit.Kind));
        }
    }

    private static byte[] RandomCode(Random random)
    {
        byte[] tail = new byte[40];
        random.NextBytes(tail);
        byte[] prefixes = random.GetItems(Prefixes, random.Next(4));
        return random.Next(2) == 0 ? [.. prefixes, .. tail] : [.. prefixes, 0x0F, .. tail];
    }
}
