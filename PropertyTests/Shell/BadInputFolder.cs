using System.Globalization;
using MsrSpec.PropertyTests.Checking;

namespace MsrSpec.PropertyTests.Shell;

/// <summary>A folder with what bad command lines name.</summary>
internal sealed class BadInputFolder : IDisposable
{
    private const string Trace = """
        msrspec-trace 1
        machine: posted
        reference: v2-sound
        clause: allowlist.add.overlap-releases-the-lock
        end: mismatch

        destroy-vm -> destroyed leaked=0
        """;

    private const long Large = (16 << 20) + 1;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes it.</summary>
    public BadInputFolder()
    {
        Directory.CreateDirectory(_folder.File("folder"));
        File.WriteAllText(_folder.File("folder/a"), "a file");
        Directory.CreateDirectory(_folder.File("empty-folder"));
        Write("plain", "neither this nor that");
        Write("odd-digits", "012\n");
        Write("good", Trace);
        Write("headers-only", Trace[..Trace.IndexOf("destroy-vm", StringComparison.Ordinal)]);
        Write("odd-reference", Trace.Replace("v2-sound", "v9", StringComparison.Ordinal));
        Write("odd-machine", Trace.Replace("posted", "nobody", StringComparison.Ordinal));
        Write("gone-object", Trace.Replace("posted", "object:gone.o", StringComparison.Ordinal));
        Write("odd-clause", Trace.Replace(
            "allowlist.add.overlap-releases-the-lock", "no.such.clause", StringComparison.Ordinal));
        Write("contradiction", Trace.Replace("mismatch", "agreement", StringComparison.Ordinal) + " !! hung\n");
        Write("broken", "msrspec-trace 1\n\nioctl add-allowlist flags=read nmsrs= base=0\n");
        Write("policy", "0x10 rw\n0x1b r\n");
        Write("policy-with-nul", "0x10 rw\00x1b r\n");
        File.CreateSymbolicLink(_folder.File("link-to-policy"), "policy");
        Write("policy-too-wide", "# all\n0x400000000 r\n");
        Write("policy-twice", "0x1a4 rw\n0x10 r\n0x1a4 r\n");
        Write("policy-of-comments", "# 0x10 rw\n# 0x11 rw\n");
        Write("policy-masked", "0x10 0x0000000000000000 # \"TSC\"\n0x1a0 0x0000000000004000\n");
        Write("policy-unfinished", "0x10 rw\n0xffffffff rw\n");
        using FileStream large = new(_folder.File("large"), FileMode.CreateNew);
        large.SetLength(Large);
    }

    /// <summary>Where it is.</summary>
    public string Path => _folder.Path;

    /// <summary>Every file and folder in it, with size and time.</summary>
    public string Listing => string.Join('\n', new DirectoryInfo(Path)
        .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .Select(entry => string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.FullName} {(entry is FileInfo file ? file.Length : 0)} {TimeOf(entry)}"))
        .Order(StringComparer.Ordinal));

    public void Dispose() => _folder.Dispose();

    private static long TimeOf(FileSystemInfo entry) => entry is FileInfo ? entry.LastWriteTimeUtc.Ticks : 0;

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
