using System.ComponentModel;
using System.Diagnostics;
using MsrSpec.Implementation.Objects.Elf;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.House;
using Xunit;

namespace MsrSpec.PropertyTests.Objects;

/// <summary>Compiles C and assembler with gcc, as a kernel is compiled; the allowlists once for all tests.</summary>
public sealed class CompiledObjects : IDisposable
{
    private const string Sources = "Implementation/ObjectMachines/Sources";

    /// <summary>What the build says where there is no gcc that will do.</summary>
    private const int NoCompiler = 3;

    private static readonly string[] Flags =
    [
        "-O2", "-ffreestanding", "-nostdinc", "-mcmodel=kernel", "-mno-red-zone", "-mno-sse", "-fno-pic", "-fno-pie",
        "-fno-asynchronous-unwind-tables", "-fcf-protection=none", "-gbtf",
    ];

    /// <summary>As the build looks for it.</summary>
    private static readonly string[] Clangs = ["clang", "clang-14"];

    private readonly TemporaryFolder _folder = new();

    private readonly (int? Status, string Error) _build;

    public CompiledObjects() => _build = Run(Repository.PathOf($"{Sources}/build"), [_folder.Path]);

    public void Dispose() => _folder.Dispose();

    /// <summary>The file of one of the allowlists, such as <c>posted-gcc-O2</c>; skips the test without its compiler.
    /// </summary>
    public byte[] Allowlist(string name)
    {
        DemandCompiler();
        string path = _folder.File($"{name}.o");
        Assert.SkipUnless(
            File.Exists(path) || !name.Contains("-clang-", StringComparison.Ordinal), "no C is compiled by clang here");
        return File.ReadAllBytes(path);
    }

    /// <summary>Whether gcc is version 12, whose code for our sources is known: it says so in every object.</summary>
    internal bool IsGcc12 => BytesOfC("int probe;\n").AsSpan().IndexOf(") 12."u8) >= 0;

    /// <summary>The object of a text in C, which may include the headers of the allowlists.</summary>
    internal ObjectFile C(string text, params string[] flags) => Compile("test.c", text, flags);

    /// <summary>The object that clang makes of a text in C; skips the test without clang.</summary>
    internal ObjectFile CByClang(string text, params string[] flags)
    {
        string? clang = Clangs.FirstOrDefault(program => Run(program, ["--version"]).Status == 0);
        Assert.SkipWhen(clang is null, "there is no clang here");
        string[] target = ["--target=x86_64-linux-gnu", .. Flags.Except(["-gbtf"])];
        return Read("test.c", Run(clang!, "test.c", text, [.. target, .. flags]));
    }

    /// <summary>An object with the types that <c>pahole -J</c> finds in it; skips the test without that program.
    /// </summary>
    internal byte[] WithTypes(byte[] bytes)
    {
        string path = _folder.File("typed.o");
        File.WriteAllBytes(path, bytes);
        (int? status, string error) = Run("pahole", ["-J", path]);
        Assert.SkipWhen(status is null, $"there is no pahole here: {error}");
        Assert.Equal((0, string.Empty), (status, error));
        return File.ReadAllBytes(path);
    }

    /// <summary>The object of a text in assembler, without lines: gcc that writes BTF has them written.</summary>
    internal ObjectFile Assembler(string text) => Compile("test.s", text + "\n", ["-g0"]);

    internal static ObjectFile Read(string name, byte[] bytes)
    {
        ObjectFile? file = ObjectReader.Read(name, bytes, out string problem);
        Assert.Equal(string.Empty, problem);
        return file!;
    }

    /// <summary>The bytes of the object of a text in C, which may include the sources of the allowlists.</summary>
    internal byte[] BytesOfC(string text, params string[] flags) => Run("gcc", "test.c", text, [.. Flags, .. flags]);

    /// <summary>The bytes of the relocatable object that the linker makes of several.</summary>
    internal byte[] Linked(params byte[][] objects)
    {
        string output = _folder.File("linked.o");
        string[] inputs = [.. objects.Select((_, number) => _folder.File($"part{number}.o"))];
        for (int i = 0; i < objects.Length; i++)
        {
            File.WriteAllBytes(inputs[i], objects[i]);
        }

        Assert.Equal((0, string.Empty), Run("gcc", ["-r", "-nostdlib", .. inputs, "-o", output]));
        return File.ReadAllBytes(output);
    }

    private ObjectFile Compile(string name, string text, string[] flags) =>
        Read(name, Run("gcc", name, text, [.. Flags, .. flags]));

    private byte[] Run(string compiler, string name, string text, string[] flags)
    {
        DemandCompiler();
        string source = _folder.File(name);
        string output = _folder.File("test.o");
        File.WriteAllText(source, text);
        (int?, string) end = Run(
            compiler, [.. flags, "-I", Repository.PathOf(Sources), "-c", source, "-o", output]);
        Assert.Equal((0, string.Empty), end);
        return File.ReadAllBytes(output);
    }

    /// <summary>Skips a test where there is no compiler. That it fails on our own text is no reason to.</summary>
    private void DemandCompiler()
    {
        Assert.SkipWhen(_build.Status is null or NoCompiler, $"no C is compiled here: {_build.Error}");
        Assert.Equal((0, string.Empty), _build);
    }

    /// <summary>How a program ends: its exit status, none if it cannot be started; and what it says.</summary>
    internal static (int? Status, string Error) Run(string program, IEnumerable<string> arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error.Trim());
        }
        catch (Win32Exception failure)
        {
            return (null, failure.Message);
        }
    }
}
