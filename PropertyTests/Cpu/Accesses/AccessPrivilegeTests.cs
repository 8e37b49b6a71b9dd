using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>
/// RDMSR and WRMSR of every form in every mode: at level 0 they ask the port, and elsewhere they fault.
/// </summary>
public sealed class AccessPrivilegeTests
{
    private const byte Protection = 13;
    private const byte InvalidOpcode = 6;
    private const ulong Value = 0x1122_3344_8899_AABB;
    private const ulong Other = 0x5151_5252_5353_5400;
    private const int GeneralRegisters = 16;
    private static readonly int[] Loaded = [RegisterFile.Rax, RegisterFile.Rdx];

    private static readonly byte[] Legacy = [0x66, 0x67, 0xF2, 0xF3, 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65];

    /// <summary>The modes with levels.</summary>
    public static TheoryData<CoreMode, int> OuterLevels { get; } = new(
        from mode in Enum.GetValues<CoreMode>()
        where mode != CoreMode.Real16
        from level in (int[])[1, 2, 3]
        where mode != CoreMode.Virtual8086 || level == 3
        select (mode, level));

    public static TheoryData<CoreMode> InnerModes { get; } =
        [.. Enum.GetValues<CoreMode>().Where(mode => mode != CoreMode.Virtual8086)];

    [Theory]
    [MemberData(nameof(OuterLevels))]
    public void Above_level_0_an_access_is_GP_0_at_the_instruction_and_the_port_is_not_asked(CoreMode mode, int level)
    {
        foreach (byte[] code in Forms(mode))
        {
            ModeRig rig = At(mode, level);
            rig.Rig.Port.Answer = MsrAccessResult.Exit;
            Assert.Equal(CoreExitKind.BudgetExhausted, rig.Step(code).Kind);
            Assert.Equal((Protection, 0, 0), (rig.Entered, rig.Rig.Port.Reads, rig.Rig.Port.Writes));
            Assert.Equal([0UL, CoreRig.Code], rig.Words(mode >= CoreMode.Compatibility16 ? 8 : 4, 2));
            Assert.False(rig.Rig.Core.HasPendingMsrAccess);
        }
    }

    [Theory]
    [MemberData(nameof(InnerModes))]
    public void At_level_0_an_access_of_any_length_asks_and_retires_behind_itself(CoreMode mode)
    {
        foreach (byte[] code in Forms(mode))
        {
            ModeRig rig = At(mode, level: 0);
            _ = rig.Step([.. code, 0x90]);
            AssertRetired(rig, code);
        }
    }

    [Theory]
    [MemberData(nameof(InnerModes))]
    public void At_level_0_an_access_of_any_length_leaves_at_itself_and_is_completed_behind_itself(CoreMode mode)
    {
        foreach (byte[] code in Forms(mode))
        {
            ModeRig rig = At(mode, level: 0);
            rig.Rig.Port.Answer = MsrAccessResult.Exit;
            CoreExit exit = rig.Step([.. code, 0x90]);
            bool isRead = code[^1] == 0x32;
            CoreExitKind kind = isRead ? CoreExitKind.MsrRead : CoreExitKind.MsrWrite;
            Assert.Equal((kind, 0x174u, isRead ? 0 : ~Value), (exit.Kind, exit.MsrIndex, exit.MsrData));
            Assert.Equal(CoreRig.Code, rig.After.Rip);
            rig.Rig.Core.CompleteMsrExit(error: 0, Value);
            AssertRetired(rig, code);
        }
    }

    [Theory]
    [MemberData(nameof(OuterLevels))]
    public void With_LOCK_an_access_is_UD_before_its_level_is_looked_at(CoreMode mode, int level)
    {
        foreach (int at in (int[])[level, mode == CoreMode.Virtual8086 ? level : 0])
        {
            ModeRig rig = At(mode, at);
            _ = rig.Step([0x66, 0xF0, 0x0F, 0x32]);
            Assert.Equal((InvalidOpcode, 0), (rig.Entered, rig.Rig.Port.Reads));
        }
    }

    private static void AssertRetired(ModeRig rig, byte[] code)
    {
        bool isRead = code[^1] == 0x32;
        string bytes = Convert.ToHexString(code);
        Assert.Equal((bytes, CoreRig.Code + (ulong)code.Length), (bytes, rig.After.Rip));
        Assert.Equal((isRead ? 1 : 0, isRead ? 0 : 1), (rig.Rig.Port.Reads, rig.Rig.Port.Writes));
        ulong low = isRead ? unchecked((uint)Value) : rig.State.Registers[RegisterFile.Rax];
        Assert.Equal(low, rig.After.Registers[RegisterFile.Rax]);
        Assert.Equal((isRead ? Value : ~Value) >> 32, rig.After.Registers[RegisterFile.Rdx]);
        foreach (int other in Enumerable.Range(0, GeneralRegisters).Except(isRead ? Loaded : []))
        {
            Assert.Equal((bytes, other, rig.State.Registers[other]), (bytes, other, rig.After.Registers[other]));
        }
    }

    /// <summary>Both accesses without a prefix, with one, some, REX, and as many as there may be.</summary>
    private static IEnumerable<byte[]> Forms(CoreMode mode)
    {
        IEnumerable<byte[]> prefixes =
        [
            [], .. Legacy.Select(one => new[] { one }),
            .. Legacy.SelectMany(one => new byte[][] { [one, 0x66], [0xF3, one], [0xF2, 0x2E, one] }),
            [.. Enumerable.Repeat<byte>(0x66, 13)], [.. Enumerable.Repeat<byte>(0x65, 7)],
        ];
        IEnumerable<byte[]> extended = Enumerable.Range(0x40, 16).SelectMany(rex =>
            new byte[][] { [(byte)rex], [0x66, (byte)rex], [0xF3, 0x64, (byte)rex] });
        return from one in mode == CoreMode.Long64 ? prefixes.Concat(extended) : prefixes
               from opcode in (byte[])[0x32, 0x30]
               select (byte[])[.. one, 0x0F, opcode];
    }

    private static ModeRig At(CoreMode mode, int level)
    {
        var rig = new ModeRig(mode);
        if (mode is not (CoreMode.Real16 or CoreMode.Virtual8086))
        {
            rig.EnterLevel(level);
        }

        rig.Rig.Port.Value = Value;
        for (int i = 0; i < GeneralRegisters; i++)
        {
            // The stack stays where the mode has it.
            rig.State.Registers[i] = i == RegisterFile.Rsp ? rig.State.Registers[i] : Other + (uint)i;
        }

        rig.State.Registers[RegisterFile.Rcx] = 0xFFFF_FFFF_0000_0174;
        rig.State.Registers[RegisterFile.Rax] = 0xAAAA_AAAA_0000_0000 | unchecked((uint)~Value);
        rig.State.Registers[RegisterFile.Rdx] = ~Value >> 32;
        return rig;
    }
}
