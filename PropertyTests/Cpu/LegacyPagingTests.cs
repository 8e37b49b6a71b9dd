using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu;

public sealed class LegacyPagingTests
{
    private const ulong Directory = 0x1_0000;
    private const ulong Table = 0x1_1000;
    private const uint Large = 0x80, AllRights = 7;
    private const uint Target = 0x40_0000;

    // mov eax, [0x400000] / nop
    private static readonly byte[] Load = [0xA1, 0x00, 0x00, 0x40, 0x00, 0x90];

    [Theory]
    [InlineData(false, Privilege.Kernel, AllRights, 0xCAFEu)]
    [InlineData(false, Privilege.User, AllRights, 0xCAFEu)]
    [InlineData(true, Privilege.Kernel, AllRights, 0xCAFEu)]
    [InlineData(true, Privilege.User, AllRights, 0xCAFEu)]
    [InlineData(false, Privilege.User, 3u, 0u)]
    [InlineData(true, Privilege.User, 3u, 0u)]
    [InlineData(true, Privilege.Kernel, 0u, 0u)]
    public void Paging_outside_of_long_mode_maps_and_refuses(
        bool isPae, Privilege privilege, uint rights, uint expected)
    {
        var rig = new CoreRig(GuestMode.Protected32, privilege);
        rig.State.Cr0 |= ControlBits.Paging;
        rig.State.Cr3 = Directory;
        rig.State.Cr4 = isPae ? ControlBits.PhysicalAddressExtension : ControlBits.PageSizeExtensions;
        rig.Memory.Write(CoreRig.Data, 0xCAFE);
        if (isPae)
        {
            rig.Memory.Write(Directory, Table | 1);
            rig.Memory.Write(Table, (ulong)(Large | AllRights));
            rig.Memory.Write(Table + 16, (Table + 0x1000) | AllRights);
            rig.Memory.Write(Table + 0x1000, CoreRig.Data | rights);
        }
        else
        {
            rig.Memory.Write(Directory, Large | AllRights);
            rig.Memory.Write(Directory + 4, (uint)Table | AllRights);
            rig.Memory.Write(Table, (uint)CoreRig.Data | rights);
        }

        _ = rig.Run(Load, budget: 2);
        if (expected != 0)
        {
            Assert.Equal((ulong)expected, rig.Register(RegisterFile.Rax));
            return;
        }

        PageFaultBits code = (rights == 0 ? 0 : PageFaultBits.Present)
            | (privilege == Privilege.User ? PageFaultBits.User : 0);
        Assert.Equal((14, Target, (ulong)code), (rig.Caught, rig.After.Cr2, rig.StackWord(0)));
    }

    [Fact]
    public void A_stack_address_that_is_not_canonical_is_SS_and_any_other_GP()
    {
        var rig = new CoreRig(GuestMode.Long64, Privilege.User);
        rig.State.Registers[RegisterFile.Rbx] = 1UL << 47;
        _ = rig.Run([0x8B, 0x03]); // mov eax, [rbx]
        Assert.Equal(13, rig.Caught);

        rig.State.Rsp = 1UL << 47;
        _ = rig.Run([0x58]); // pop rax
        Assert.Equal(12, rig.Caught);
    }
}
