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
    private const string Sources = "Implementation/Objects/Sources";

    private static readonly string[] Flags =
    [
        "-O2", "-ffreestanding", "-nostdinc", "-mcmodel=kernel", "-mno-red-zone", "-mno-sse", "-fno-pic", "-fno-pie",
        "-fno-asynchronous-unwind-tables", "-fcf-protection=none", "-gbtf",
    ];

    private readonly TemporaryFolder _folder = new();

    public CompiledObjects() => Problem = Run(Repository.PathOf($"{Sources}/build"), [_folder.Path]);

    /// <summary>Why there are none, or null.</summary>
    public string? Problem { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>The file of one of the allowlists, such as <c>posted-gcc-O2</c>; skips the test without gcc.</summary>
    public byte[] Allowlist(string name)
    {
        Assert.SkipWhen(Problem is not null, Problem ?? string.Empty);
        return File.ReadAllBytes(_folder.File($"{name}.o"));
    }

    /// <summary>The object of a text in C, which may include the headers of the allowlists.</summary>
    internal ObjectFile C(string text, params string[] flags) => Compile("test.c", text, flags);

    /// <summary>The object of a text in assembler.</summary>
    internal ObjectFile Assembler(string text) => Compile("test.s", text + "\n", []);

    internal static ObjectFile Read(string name, byte[] bytes)
    {
        ObjectFile? file = ObjectReader.Read(name, bytes, out string problem);
        Assert.Equal(string.Empty, problem);
        return file!;
    }

    private ObjectFile Compile(string name, string text, string[] flags)
    {
        Assert.SkipWhen(Problem is not null, Problem ?? string.Empty);
        string source = _folder.File(name);
        string output = _folder.File("test.o");
        File.WriteAllText(source, text);
        string? problem = Run(
            "gcc", [.. Flags, .. flags, "-I", Repository.PathOf(Sources), "-c", source, "-o", output]);
        Assert.Null(problem);
        return Read(name, File.ReadAllBytes(output));
    }

    private static string? Run(string program, IEnumerable<string> arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"no C is compiled here: {error.Trim()}";
        }
        catch (Win32Exception failure)
        {
            return $"no C is compiled here: {failure.Message}";
        }
    }
}
