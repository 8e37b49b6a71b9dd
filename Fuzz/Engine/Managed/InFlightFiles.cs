using System.Globalization;
using MsrSpec.Files;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// The files of inputs in flight. Their names say whose they are, but anybody may have given such a name to something
/// else: that is neither read nor deleted, and stops nobody.
/// </summary>
internal static class InFlightFiles
{
    private const string Infix = ".in-flight-";

    /// <summary>How many names a process tries; others may have taken some.</summary>
    private const int MostNames = 16;

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
    };

    /// <summary>Creates the file of this process. It is locked while it is open.</summary>
    /// <param name="prefix">What the paths of artifacts begin with.</param>
    public static FileStream Create(string prefix)
    {
        for (int number = 0; ; number++)
        {
            string suffix = number == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $".{number}");
            string path = $"{prefix}{Infix}{NameOf(Environment.ProcessId)}{suffix}";
            try
            {
                return AllocatedFile.Create(path, InFlightFormat.Mark, Environment.SystemPageSize);
            }
            catch (IOException) when (number < MostNames && Path.Exists(path))
            {
                // There is something of that name.
            }
        }
    }

    /// <summary>Takes over what processes that died left behind, and deletes their files.</summary>
    /// <param name="prefix">What the paths of their artifacts begin with.</param>
    /// <param name="process">One process, or null for all.</param>
    /// <param name="keep">Keeps an input; its file goes after that.</param>
    public static void Recover(string prefix, int? process, Action<byte[]> keep)
    {
        string start = prefix + Infix;
        string folder = Path.GetDirectoryName(start) is { Length: > 0 } parent ? parent : ".";
        string[] files = Directory.Exists(folder)
            ? Directory.GetFiles(folder, Path.GetFileName(start) + "*", Everything)
            : [];
        foreach (string path in files.Where(path => process is null || IsOf(process.Value, path)))
        {
            using FileStream? file = UnheldFile.Open(path);
            if (file is null || !IsOurs(file, out byte[]? input))
            {
                continue;
            }

            if (input is not null)
            {
                keep(input);
            }

            File.Delete(path);
        }
    }

    private static string NameOf(int process) => process.ToString(CultureInfo.InvariantCulture);

    private static bool IsOf(int process, string path)
    {
        string name = Path.GetFileName(path);
        int infix = name.LastIndexOf(Infix, StringComparison.Ordinal);
        return name[(infix + Infix.Length)..].Split('.')[0] == NameOf(process);
    }

    private static bool IsOurs(FileStream file, out byte[]? input)
    {
        try
        {
            return InFlightFormat.TryRead(file, out input);
        }
        catch (IOException)
        {
            input = null;
            return false;
        }
    }
}
