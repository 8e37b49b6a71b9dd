using MsrSpec.Files;

namespace MsrSpec.Checker.Counterexamples;

/// <summary>
/// Takes over what checkers that died had in flight. Only what is a journal is touched; one that cannot be taken over
/// stays, and stops nobody.
/// </summary>
public static class JournalRecovery
{
    /// <summary>
    /// Marks a journal whose sequence is being carried out. One that is found so was there when the checker ended that
    /// tried; after several such ends it is taken for their cause.
    /// </summary>
    private const string Tried = ".tried";

    private const int MostTries = 3;

    /// <summary>Takes over the journals in a folder, and deletes those that are handled.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="handle">Is given each sequence; says why its journal must stay, or null.</param>
    /// <returns>The journals that stay, each with the reason.</returns>
    public static IReadOnlyList<(string Path, string Why)> Run(string folder, Func<InFlight, string?> handle)
    {
        List<(string, string)> kept = [];
        string[] journals = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, InFlightJournal.Prefix + "*").Order(StringComparer.Ordinal)]
            : [];
        foreach (string path in journals)
        {
            if (TakeOver(path, handle) is { } why)
            {
                kept.Add((path, why));
            }
        }

        return kept;
    }

    private static string? TakeOver(string path, Func<InFlight, string?> handle)
    {
        try
        {
            using FileStream? file = UnheldFile.Open(path);
            return file is not null && Read(file) is { } bytes ? TakeOver(path, bytes, handle) : null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return refusal.Message;
        }
    }

    /// <summary>A whole journal, or what a longer one begins with; null if the file is a stranger's.</summary>
    private static byte[]? Read(FileStream file)
    {
        byte[] bytes = new byte[Math.Min(file.Length, InFlightFormat.FileSize + 1L)];
        Span<byte> head = bytes.AsSpan(0, Math.Min(bytes.Length, InFlightFormat.HeaderSize));
        file.ReadExactly(head);
        if (!InFlightFormat.IsJournal(head))
        {
            return null;
        }

        file.ReadExactly(bytes.AsSpan(head.Length));
        return bytes;
    }

    private static string? TakeOver(string path, byte[] bytes, Func<InFlight, string?> handle)
    {
        string? why = InFlightFormat.IsEmpty(bytes) ? null
            : InFlightFormat.Decode(bytes) is not { } inFlight ? "it has another format, or is damaged"
            : path.Split(Tried).Length > MostTries ? $"{MostTries} checkers died that tried to carry it out"
            : Try(path, inFlight, handle);
        if (why is null)
        {
            File.Delete(path);
        }

        return why;
    }

    private static string? Try(string path, InFlight inFlight, Func<InFlight, string?> handle)
    {
        File.Move(path, path + Tried);
        string? why = handle(inFlight);
        File.Move(path + Tried, path);
        return why;
    }
}
