using MsrSpec.Model;
using MsrSpec.Registry;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Accesses;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>The table of registers: where it has some, and where it has none.</summary>
public sealed class MsrTableTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(0xFFFu)]
    [InlineData(0x1000u)]
    [InlineData(0x1001u)]
    [InlineData(0xBFFFFFFFu)]
    [InlineData(0xC0000000u)]
    [InlineData(0xC0000FFFu)]
    [InlineData(0xC0001000u)]
    [InlineData(0xC0001001u)]
    [InlineData(uint.MaxValue)]
    public void At_the_ends_of_both_areas_the_processor_has_no_register(uint index)
    {
        Assert.False(MsrTable.TryFind(index, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => MsrTable.RowOf(index));
    }

    [Theory]
    [InlineData(0u, 0xFEE00900)]
    [InlineData(0u, 0xFEE00C00)]
    [InlineData(0x40000000u, 0xFEE00900)]
    [InlineData(0xC0000000u, 0xFEE00900)]
    [InlineData(0xC0010000u, 0xFEE00900)]
    public void The_emulated_processor_has_the_registers_of_the_table_and_no_others(uint first, ulong apicBase)
    {
        ModelMachine model = new(Dialect.Sound.Readings);
        IMachine machine = MachineRegistry.OptimizedDirect.Create();
        machine.Reset();
        for (int vcpu = 0; vcpu < IMachine.VcpuCount; vcpu++)
        {
            Command mode = new Command.HostWrite(vcpu, Msr.ApicBase, apicBase);
            Assert.Equal((Outcome.Success, Outcome.Success), (model.Step(mode), machine.Step(mode)));
        }

        for (uint index = first; index < first + AllowlistLayout.MaxCount; index++)
        {
            for (int vcpu = 0; vcpu < IMachine.VcpuCount; vcpu++)
            {
                Assert.Equal(Shown(model.Observe(vcpu, [index])), Shown(machine.Observe(vcpu, [index])));
            }
        }

        (bool Present, ulong Value) Shown(View view) => (view.MsrPresent, view.MsrValue);
    }
}
