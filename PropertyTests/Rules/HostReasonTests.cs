using MsrSpec.Model;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Exits;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Rules;

/// <summary>Of a host's access that a list denies the guest, the list is among the reasons.</summary>
public sealed class HostReasonTests
{
    private const string OnlyReads = "ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0";
    private const string OnlyWrites = "ioctl add-allowlist flags=write nmsrs=1 base=0x10 bits=0";

    [Theory]
    [InlineData(OnlyReads, true)]
    [InlineData(OnlyWrites, false)]
    public void A_write_that_the_guest_may_not_do_is_told_apart(string list, bool isDenied) =>
        Assert.Same(isDenied ? ExitCases.HostWritesDenied : ExitCases.HostWrites, CaseOf(list, Write));

    [Theory]
    [InlineData(OnlyWrites, true)]
    [InlineData(OnlyReads, false)]
    public void A_read_that_the_guest_may_not_do_is_told_apart(string list, bool isDenied) =>
        Assert.Same(isDenied ? ExitCases.HostReadsDenied : ExitCases.HostReads, CaseOf(list, Read));

    private static Command Read => new Command.HostRead(0, Msr.Tsc);

    private static Command Write => new Command.HostWrite(0, Msr.Tsc, 1);

    private static Case CaseOf(string list, Command access)
    {
        ModelMachine model = new(Dialect.Sound.Readings);
        Assert.Equal(Outcome.Success, model.Step(Assert.Single(Lines.Commands(list))));
        model.Step(access);
        return model.Reasons.Case;
    }
}
