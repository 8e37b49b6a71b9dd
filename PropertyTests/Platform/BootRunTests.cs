using System.Text;
using Iced.Intel;
using MsrSpec.Cli.Booting;
using MsrSpec.Files;
using MsrSpec.PropertyTests.Checking;
using Xunit;
using static Iced.Intel.AssemblerRegisters;
using MemorySize = MsrSpec.Cli.Booting.MemorySize;

namespace MsrSpec.PropertyTests.Platform;

public sealed class BootRunTests : IDisposable
{
    private readonly StringWriter _messages = new();
    private readonly MemoryStream _output = new();

    public void Dispose()
    {
        _messages.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void The_guests_status_is_the_exit_status_and_its_output_the_output()
    {
        int status = Boot(code =>
        {
            code.mov(edx, 0x3F8);
            code.mov(al, (byte)'x');
            code.@out(dx, al);
            code.mov(eax, 1);
            code.@out(0xF4, eax);
        });
        Assert.Equal(3, status);
        Assert.Equal("x", Encoding.ASCII.GetString(_output.ToArray()));
        Assert.Equal("", _messages.ToString());
    }

    [Fact]
    public void A_triple_fault_is_6_with_the_state() => Ends(6, code => code.ud2(), "triple fault", "CR0=", "ud2");

    [Fact]
    public void Halting_for_good_is_10() => Ends(10, code => code.hlt(), "halted", "RIP=");

    [Fact]
    public void The_step_limit_is_8() => Ends(8, Loop, "--steps");

    [Fact]
    public void A_reset_is_12() => Ends(
        12,
        code =>
        {
            code.mov(al, (byte)0xFE);
            code.@out(0x64, al);
        },
        "reset");

    [Fact]
    public void Being_interrupted_is_130_with_the_profile_so_far()
    {
        using TemporaryFolder folder = new();
        BootRequest request = Request(Write(folder, Loop)) with { Steps = long.MaxValue, Profile = true };
        int status = BootRun.Start(request, _output, _messages, new CancellationToken(canceled: true));
        Assert.Equal(130, status);
        Assert.Contains("% JMP", _messages.ToString(), StringComparison.Ordinal);
        Assert.Contains("interrupted", _messages.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--memory", "12Q", "12Q")]
    [InlineData("--memory", "4G", "from 1M")]
    [InlineData("--cpu", "nothing", "--cpu")]
    [InlineData("image", "no-such-file", "no such file")]
    public void What_is_wrong_with_the_command_line_is_said_and_is_2(string what, string value, string message)
    {
        using TemporaryFolder folder = new();
        BootRequest request = Request(Write(folder, code => code.hlt()));
        request = what switch
        {
            "--memory" => request with { Memory = value },
            "--cpu" => request with { Processor = value },
            _ => request with { Image = value },
        };
        Assert.Equal(2, Start(request));
        Assert.StartsWith("msrspec: ", _messages.ToString(), StringComparison.Ordinal);
        Assert.Contains(message, _messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_file_gets_the_lines()
    {
        using TemporaryFolder folder = new();
        string trace = Path.Combine(folder.Path, "trace.txt");
        BootRequest request = Request(Write(folder, code => code.hlt())) with { Trace = OutputFile.Find(trace, out _) };
        Assert.Equal(10, Start(request));
        Assert.Contains("hlt", Assert.Single(File.ReadAllLines(trace)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("128M", 128 << 20)]
    [InlineData("1g", 1 << 30)]
    [InlineData("2048K", 2 << 20)]
    [InlineData("1048576", 1 << 20)]
    public void Amounts_of_memory_have_units(string text, int bytes)
    {
        Assert.True(MemorySize.TryParse(text, out int parsed, out _));
        Assert.Equal(bytes, parsed);
    }

    private static void Loop(Assembler code)
    {
        Label again = code.CreateLabel();
        code.Label(ref again);
        code.jmp(again);
    }

    private static BootRequest Request(string image) =>
        new(image, "default", "4M", 10_000, "", [], Trace: null, Profile: false);

    private static string Write(TemporaryFolder folder, Action<Assembler> write)
    {
        string file = Path.Combine(folder.Path, "kernel");
        File.WriteAllBytes(file, KernelFile.WithAddresses(write));
        return file;
    }

    private void Ends(int status, Action<Assembler> write, params string[] parts)
    {
        Assert.Equal(status, Boot(write));
        Assert.All(parts, part => Assert.Contains(part, _messages.ToString(), StringComparison.Ordinal));
    }

    private int Boot(Action<Assembler> write)
    {
        using TemporaryFolder folder = new();
        return Start(Request(Write(folder, write)));
    }

    private int Start(BootRequest request) =>
        BootRun.Start(request, _output, _messages, TestContext.Current.CancellationToken);
}
