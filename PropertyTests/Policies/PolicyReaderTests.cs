using System.Text;
using MsrSpec.Policies;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using Xunit;

namespace MsrSpec.PropertyTests.Policies;

/// <summary>What people write policies in is read, and what is wrong is told with its place.</summary>
public sealed class PolicyReaderTests
{
    private const string Filter = "{\"interface\":\"filter\",\"ranges\":[";
    private const string Posted = "{\"interface\":\"v2\",\"ranges\":[";
    private const string One = "{\"flags\":3,\"base\":16,\"nmsrs\":1,\"bitmap\":\"0100000000000000\"}";

    /// <summary>A text, and the lines of the policy that it is.</summary>
    public static TheoryData<string, PolicyFormat, string> Right { get; } = new()
    {
        { "0x10 rw", PolicyFormat.Msrs, "0x10 rw" },
        { "16 R/W\r\n\r\n# all\r\n17 read  # TSC", PolicyFormat.Msrs, "0x10 rw; 0x11 r" },
        { "TSC ro\nmsr_ia32_apicbase wo", PolicyFormat.Msrs, "0x10 r; 0x1b w" },
        { "0x10 r\n0x10 w", PolicyFormat.Msrs, "0x10 rw" },
        { "0X0000000010-0x1F rw", PolicyFormat.Msrs, "0x10-0x1f rw" },
        { "default rw\n0x10 r\n0x11 none", PolicyFormat.Msrs, "default rw; 0x10 r; 0x11 none" },
        { "default none", PolicyFormat.Msrs, "default none" },
        { "0x1a0 r\n0x1fc w", PolicyFormat.Msrs, "0x1a0 r; 0x1fc w" },
        { "# MSR # Write Mask # Comment\n0x10 0x0 # \"TSC\"\n0x1b 0xFFFFFFFFFFFFFFFF", PolicyFormat.MsrSafe,
            "0x10 r; 0x1b rw" },
        { "0x10,rw,TSC\n17 , r", PolicyFormat.Csv, "0x10 rw; 0x11 r" },
        { "name,\"Access\",index\n\"a, \"\"b\"\"\", rw ,0x10\nx,none,default", PolicyFormat.Csv, "0x10 rw" },
        { "index,access,mask\n0x10,r,0\n0x11,rw,0xffffffffffffffff\n0x12,w,", PolicyFormat.Csv,
            "0x10 r; 0x11 rw; 0x12 w" },
        { "{\"comment\":\"ours\",\"msrs\":[{\"index\":16,\"access\":\"r\",\"mask\":\"0\",\"comment\":[1]}]}",
            PolicyFormat.Json, "0x10 r" },
        { "index,write mask\n0x10,0\n0x11,18446744073709551615", PolicyFormat.Csv, "0x10 r; 0x11 rw" },
        { "0x10,0x0,TSC", PolicyFormat.Csv, "0x10 r" },
        { " {\"msrs\":[{\"index\":16,\"access\":\"rw\"},{\"index\":\"APIC_BASE\",\"access\":\"w\"},]}",
            PolicyFormat.Json, "0x10 rw; 0x1b w" },
        { "{\"default\":\"r\",\"msrs\":[]} // no more", PolicyFormat.Json, "default r" },
        { Posted + One + "]}", PolicyFormat.Json, "0x10 rw" },
        { Posted + "]}", PolicyFormat.Json, "default rw" },
        { Filter + One + "]}", PolicyFormat.Json, "0x10 rw; 0x800-0x8ff rw" },
        { Filter + One.Replace("16", "\"0x7ff\"", StringComparison.Ordinal) + "],\"default\":\"allow\"}",
            PolicyFormat.Json, "default rw" },
        { "03000000 01000000 10000000 00000000\n0100000000000000", PolicyFormat.AllowlistBytes, "0x10 rw" },
        { "01000000 03000000 01000000 10000000 04010000" + Zeros(240) + "0100000000000000", PolicyFormat.FilterBytes,
            "0x10 rw; 0x800-0x8ff rw" },
        { "msrspec-trace 1\nreference: linux-5.10-rc1\n\nfilter-slot flags=read nmsrs=1 base=0x10 bits=0\n"
            + "ioctl set-filter default=deny", PolicyFormat.Trace, "0x10 r" },
        { "msrspec-trace 1\n\nioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0\nvcpu0 rdmsr 0x10 long64 cpl0",
            PolicyFormat.Trace, "0x10 r" },
    };

    /// <summary>A text, and where it is wrong and what is said of it.</summary>
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "0x400000000 r", "list:1:1: 0x400000000 is not an MSR index: it has more than 32 bits" },
        { "4294967296 r", "list:1:1: 4294967296 is not an MSR index" },
        { "0x10 r\n0x1a4 r\n  0x1a4 rw", "list:3:3: 0x1a4 is listed twice: also in line 2" },
        { "0x10-0x1f r\n0x18 none", "list:2:1: 0x18 is listed twice: also in line 1" },
        { "# all\n\n  # comments", "list: it names no register: without a range the posted interface allows" },
        { "", "list: it names no register" },
        { "0x10 r\n0xffffffff r", "list:2:1: 0xffffffff is a placeholder" },
        { "0xffffffff 0x0", "list:1:1: 0xffffffff is a placeholder" },
        { "{\"msrs\":[{\"index\":\"a\\u001b[31m\\n\",\"access\":\"r\"}]}",
            "list:1:19: 'a\\u001b[31m\\u000a' is not an index" },
        { Posted + One.Replace("\"01", "\"\\r\\u0085", StringComparison.Ordinal) + "]}",
            "list:1:69: 'bitmap': '\\u0085' at digit 1 is not a hexadecimal digit" },
        { "{\"msrs\":nothing. at all,\nand more of it, in further lines}",
            "list:1:10: no JSON: 'nothing. at all,\\u000aand more of it, in furt...' is an invalid JSON literal" },
        { "0x10 0x0\n0x1a0 0x4001", "list:2:7: the write mask 0x4001 is partial" },
        { "0x10 0x10000000000000000", "list:1:6: '0x10000000000000000' is not a write mask" },
        { "0x10 x", "list:1:6: 'x' is not an access: r, w, rw or none" },
        { "0x10", "list:1:5: behind '0x10' stands no access" },
        { "0x10 r TSC", "list:1:8: 'TSC' is too much" },
        { "0x10-0x0f r", "list:1:1: the range '0x10-0x0f' ends before it begins" },
        { "0x10-0x100000000 r", "list:1:6: 0x100000000 is not an MSR index" },
        { "0x10- r", "list:1:6: '' is not an index" },
        { "-1 r", "list:1:1: '-1' is not an index" },
        { "0xg r", "list:1:1: '0xg' is not an index" },
        { "TSK r", "list:1:1: no MSR is called 'TSK'" },
        { "default r\ndefault w", "list:2:1: the default is given twice" },
        { "0x10,", "list:1:6: '' is not an access" },
        { "0x10,r\n0x11", "list:2:5: the line ends before its access" },
        { "0x10,\"r", "list:1:6: the quotes that begin here do not end" },
        { "0x10,\"r\"w", "list:1:9: behind the quotes that end here stands no comma" },
        { "0x10,r,TSC,more", "list:1:12: behind the last column stands 'more'" },
        { "index,access\n0x10,r,TSC", "list:2:8: behind the last column stands 'TSC'" },
        { "index,access,rights\n0x10,r,r", "list:1:14: two columns say the same: 'rights'" },
        { "index,msr,access\n0x10,0x11,r", "list:1:7: two columns say the same: 'msr'" },
        { "index,access,mask\n0x10,rw,0xff", "list:2:9: the write mask 0xff is partial" },
        { "index,access,mask\n0x10,rw,0", "list:2:9: the write mask 0 contradicts the access rw" },
        { "mask,index,access\n0xffffffffffffffff,0x10,r", "list:2:1: the write mask 0xffffffffffffffff contradicts" },
        { "index,name\n0x10,TSC", "list:1:1: no column is called 'access' or 'mask'" },
        { "{\n \"msrs\": 1}", "list:2:10: 'msrs' is not an array" },
        { "{", "list:1:2: no JSON" },
        { "{}", "list:1:1: here stands no object with 'msrs'" },
        { "{\"msrs\":[{\"index\":\"0x10\"}]}", "list:1:10: the register has no 'access'" },
        { "{\"msrs\":[{\"access\":\"r\"}]}", "list:1:10: here stands no register with 'index'" },
        { "{\"msrs\":[{\"index\":1e3,\"access\":\"r\"}]}", "list:1:19: '1e3' is not an index" },
        { "{\"msrs\":[{\"index\":-1,\"access\":\"r\"}]}", "list:1:19: '-1' is not an index" },
        { "{\"msrs\":[{\"index\":1,\"access\":\"rw\",\"mask\":\"0x1\"}]}", "list:1:42: the write mask 0x1 is partial" },
        { "{\"msrs\":[{\"index\":1,\"access\":\"w\",\"mask\":0}]}", "list:1:41: the write mask 0 contradicts" },
        { "{\"msrs\":[],\"msrs\":[]}", "list:1:19: 'msrs' is there twice" },
        { "{\"msrs\":[{\"index\":1,\"access\":\"r\",\"access\":\"rw\"}]}", "list:1:43: 'access' is there twice" },
        { Posted + One.Replace("\"base\"", "\"flags\"", StringComparison.Ordinal) + "]}",
            "list:1:48: 'flags' is there twice" },
        { "{\"defualt\":\"rw\",\"msrs\":[]}", "list:1:12: 'defualt' is not known here; known are default, msrs" },
        { "{\"msrs\":[{\"index\":1,\"access\":\"r\",\"acess\":1}]}", "list:1:42: 'acess' is not known here" },
        { Filter + "],\"defualt\":\"deny\"}", "list:1:45: 'defualt' is not known here" },
        { Filter + "],\"default\":\"maybe\"}", "list:1:45: 'default' is neither 'deny' nor 'allow'" },
        { "{\"ranges\":[]}", "list:1:1: 'interface' is neither 'v2' nor 'filter'" },
        { Filter + "],\"default\":\"deny\"}", "list:1:1: the kernel answers EINVAL" },
        { Posted + "],\"default\":\"allow\"}", "list:1:41: v2 has no default that allows" },
        { Posted + One + ",\n" + One + "]}", "list:2:1: the kernel answers EINVAL" },
        { Posted + "{\"flags\":3,\"base\":1,\"nmsrs\":1,\"bitmap\":\"01\"}]}", "list:1:29: the kernel answers oops" },
        { Posted + "{\"flags\":3,\"base\":4294967296}]}", "list:1:47: here is no 'base', a number of 32 bits" },
        { Posted + "{\"flags\":3,\"base\":1,\"nmsrs\":1,\"bitmap\":\"0\"}]}", "list:1:68: 'bitmap': there is an odd" },
        { Posted + string.Join(',', Enumerable.Range(0, 11).Select(i =>
            One.Replace("16", $"{i + 1}", StringComparison.Ordinal))) + "]}", "list:1:620: the kernel answers E2BIG" },
        { "03000000 01000000 10000000 00000000 01000000", "list: byte 0: the kernel answers oops free-of" },
        { "03000000 00000000 10000000 00000000 04000000 00000000 10000000 00000000",
            "list: byte 16: the kernel answers EINVAL" },
        { "03000000 00000000 10000000 00000000 0", "list: there is an odd number of hexadecimal digits, 33" },
        { "msrspec-trace 1\n\nnothing", "list:3:1: " },
        { "msrspec-trace 1\nmachine: posted\n", "list: it has no command" },
        { "msrspec-trace 1\n\nthread0 decision read 0x10", "list: it has threads" },
        { "msrspec-trace 2\n", "list:1:1: a trace starts with the line 'msrspec-trace 1'" },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void A_form_is_told_by_its_content_and_read(string text, PolicyFormat format, string lines)
    {
        PolicyInput read = Read(text);
        Assert.Empty(read.Problems.Select(problem => problem.Describe("list")));
        Assert.Equal(format, read.Format);
        Assert.Equal(lines, Lines(read.Policy!));
        Assert.Equal(read.Policy, PolicyReader.Read(Encoding.UTF8.GetBytes("\uFEFF" + text), format).Policy);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_with_its_place(string text, string message)
    {
        PolicyInput read = Read(text);
        Assert.Null(read.Policy);
        Assert.StartsWith(message, read.Problems[0].Describe("list"), StringComparison.Ordinal);
    }

    /// <summary>Each of these would take minutes if one place took as long as all that stands before it.</summary>
    [Fact]
    public void A_megabyte_in_one_line_is_read_and_its_places_are_right()
    {
        const int Registers = 40_000;
        string json = "{\"msrs\":[" + string.Concat(Enumerable.Range(0, Registers).Select(
            index => $"{{\"index\":{index},\"access\":\"r\"}},"));
        Assert.StartsWith(
            $"list:1:{json.Length + 1}: here stands no register", Read(json + "7]}").Problems[0].Describe("list"),
            StringComparison.Ordinal);
        Assert.Equal("0x10 r", Lines(Read("0x10,r" + new string(',', 1 << 20)).Policy!));
    }

    [Fact]
    public void A_list_names_its_registers_in_comments_and_columns()
    {
        Assert.Equal("OURS", Read("0x12345 r # OURS").Names[0x12345]);
        Assert.Equal("OURS", Read("0x12345 0x0 # \"OURS\"").Names[0x12345]);
        Assert.Equal("OURS", Read("0x12345,r,OURS").Names[0x12345]);
        Assert.Empty(Read("0x12345 r # what is this").Names);
        Assert.Equal("0x12345 r  # OURS\n", PolicyPrinter.Msrs(
            Read("0x12345 r").Policy!, new RegisterNames(Read("0x12345 r # OURS").Names)));
    }

    [Fact]
    public void All_is_told_that_is_wrong_up_to_some_number()
    {
        Assert.Equal(3, Read("0x10 x\n0x10 r\n0x11 y\n0x10 r").Problems.Length);
        Assert.Equal(20, Read(string.Concat(Enumerable.Repeat("0x10 x\n", 1000))).Problems.Length);
    }

    [Fact]
    public void A_trace_says_which_of_its_calls_are_refused_and_that_nothing_is_filtered()
    {
        string trace = "msrspec-trace 1\n\nioctl add-allowlist flags=7 nmsrs=1 base=0x10 bits=0";
        Assert.Equal(
            ["list: 1 of its calls are refused, the first one is command 1: EINVAL",
                "list: no range is left: everything is allowed"],
            Read(trace).Warnings.Select(warning => warning.Describe("list")));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_arguments()
    {
        Assert.Equal(PolicyFormat.AllowlistBytes, PolicyReader.Read(new byte[16], null).Format);
        Assert.Equal(PolicyFormat.FilterBytes, PolicyReader.Read(new byte[392], null).Format);
        Assert.Equal("default rw", Lines(PolicyReader.Read(new byte[392], null).Policy!));
        Assert.Equal(
            "it is empty", PolicyReader.Read(Array.Empty<byte>(), PolicyFormat.FilterBytes).Problems[0].Message);
        Assert.StartsWith(
            "the kernel answers EFAULT", PolicyReader.Read(new byte[391], PolicyFormat.FilterBytes).Problems[0].Message,
            StringComparison.Ordinal);
    }

    private static PolicyInput Read(string text) => PolicyReader.Read(Encoding.UTF8.GetBytes(text), null);

    private static string Lines(MsrPolicy policy) => string.Join("; ", PolicyPrinter
        .Msrs(policy, RegisterNames.Known).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split("  #")[0]));

    private static string Zeros(int bytes) => new('0', 2 * bytes);
}
