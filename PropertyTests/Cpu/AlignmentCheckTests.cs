using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>#AC: CR0.AM, EFLAGS.AC and level 3 together ask for aligned data.</summary>
public sealed class AlignmentCheckTests
{
    private const int AlignmentCheck = 17;
    private const int InvalidOpcode = 6;

    /// <summary>UD2, which ends a program at any level.</summary>
    private static readonly byte[] End = [0x0F, 0x0B];

    /// <summary>Accesses to an odd address, of four, two, one and four bytes.</summary>
    public static TheoryData<byte[], bool> Accesses => new()
    {
        { [0x8B, 0x03], true },
        { [0x66, 0x89, 0x03], true },
        { [0x88, 0x03], false },
        { [0x01, 0x03], true },
    };

    [Theory]
    [MemberData(nameof(Accesses))]
    public void Misaligned_data_raises_AC_with_error_code_zero_at_level_3(byte[] code, bool raises)
    {
        foreach (GuestMode mode in (ReadOnlySpan<GuestMode>)[GuestMode.Protected32, GuestMode.Long64])
        {
            CoreRig rig = Create(mode, Privilege.User, ControlBits.AlignmentMask, Rflags.AlignmentCheck);
            _ = rig.Run([.. code, .. End]);
            Assert.Equal(raises ? AlignmentCheck : InvalidOpcode, rig.Caught);
            Assert.True(!raises || rig.StackWord(0) == 0);
        }
    }

    [Theory]
    [InlineData(Privilege.Kernel, ControlBits.AlignmentMask, Rflags.AlignmentCheck)]
    [InlineData(Privilege.User, 0, Rflags.AlignmentCheck)]
    [InlineData(Privilege.User, ControlBits.AlignmentMask, Rflags.None)]
    public void Without_one_of_the_three_nothing_is_raised(Privilege privilege, ulong mask, Rflags flag)
    {
        CoreRig rig = Create(GuestMode.Long64, privilege, mask, flag);
        _ = rig.Run([0x8B, 0x03, .. End]);
        Assert.Equal(InvalidOpcode, rig.Caught);
    }

    [Fact]
    public void A_page_fault_comes_before_it()
    {
        CoreRig rig = Create(GuestMode.Long64, Privilege.User, ControlBits.AlignmentMask, Rflags.AlignmentCheck);
        rig.SetPage(CoreRig.Data, 0);
        _ = rig.Run([0x8B, 0x03, .. End]);
        Assert.Equal(14, rig.Caught);
    }

    private static CoreRig Create(GuestMode mode, Privilege privilege, ulong mask, Rflags flag)
    {
        var rig = new CoreRig(mode, privilege);
        rig.State.Cr0 |= mask;
        rig.State.Rflags |= flag;
        rig.State.Registers[RegisterFile.Rbx] = CoreRig.Data + 1;
        return rig;
    }
}
