using System.Text;
using MsrSpec.Cli.Booting;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Features;
using MsrSpec.Implementation.Emulator.Platform;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

/// <summary>
/// Guests that check the core from within: each prints a line a check, and ends with 1 when all have passed.
/// </summary>
/// <param name="folder">Where the guests are.</param>
public sealed class GuestTests(GuestFolder folder) : IClassFixture<GuestFolder>
{
    private const int AllPassed = 1;

    [Theory]
    [InlineData("hello")]
    [InlineData("msr")]
    [InlineData("faults")]
    [InlineData("faults32")]
    [InlineData("rings")]
    [InlineData("rings32")]
    [InlineData("paging")]
    [InlineData("paging64")]
    [InlineData("step")]
    [InlineData("strings")]
    [InlineData("real")]
    [InlineData("v86")]
    [InlineData("apic")]
    public void A_guest_passes_all_its_checks(string name)
    {
        Assert.SkipWhen(folder.Problem is not null, folder.Problem ?? "");
        using MemoryStream output = new();
        using StringWriter messages = new();
        string image = Path.Combine(folder.Path, name + ".elf");
        BootRequest request = new(
            image, "default", "32M", Steps: 50_000_000, "", Modules: [], Trace: null, Profile: false);
        int status = BootRun.Start(request, output, messages, TestContext.Current.CancellationToken);
        string text = Encoding.ASCII.GetString(output.ToArray());
        Assert.DoesNotContain("FAIL", text, StringComparison.Ordinal);
        Assert.Equal("", messages.ToString());
        Assert.Equal(AllPassed, status);
        Assert.NotEmpty(text);
    }

    [Theory]
    [InlineData("msr", 30_000)]
    [InlineData("rings", 9_000)]
    [InlineData("apic", 5_000)]
    public void A_machine_that_is_restored_in_the_middle_of_a_guest_ends_as_it_did_before(string name, long middle)
    {
        Assert.SkipWhen(folder.Problem is not null, folder.Problem ?? "");
        List<byte> sent = [];
        var machine = new Machine(new MachineOptions(CpuModel.Default, 0x200_0000, sent.Add));
        Assert.Null(machine.Load(File.ReadAllBytes(Path.Combine(folder.Path, name + ".elf")), "", []));
        Assert.Equal(MachineEndKind.StepLimit, machine.Run(middle).Kind);
        MachineSnapshot snapshot = machine.TakeSnapshot();
        sent.Clear();
        MachineEnd end = machine.Run(50_000_000);
        (byte[] text, long steps, CoreState state) = ([.. sent], machine.Steps, machine.Core.Current);

        machine.Restore(snapshot);
        sent.Clear();

        Assert.Equal(end, machine.Run(50_000_000));
        Assert.Equal(text, sent);
        Assert.Equal(steps, machine.Steps);
        Assert.Equal(state.Rflags, machine.Core.Current.Rflags);
        Assert.Equal(state.Registers[..], machine.Core.Current.Registers[..]);
    }
}
