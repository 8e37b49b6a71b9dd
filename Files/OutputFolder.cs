namespace MsrSpec.Files;

/// <summary>A folder that a user names for results. It need not be there.</summary>
public static class OutputFolder
{
    /// <summary>Why nothing can be written there, in one line that names it; null if it can. Nothing is left.</summary>
    public static string? WhyNot(string name)
    {
        if (name.Length == 0)
        {
            return "the name of a folder is empty";
        }

        try
        {
            string? existing = Path.GetFullPath(name);
            while (existing is not null && FileKinds.Of(existing) == FileKind.Missing)
            {
                existing = Path.GetDirectoryName(existing);
            }

            string? why = existing is null || FileKinds.Of(existing) != FileKind.Folder
                ? $"{existing} is no folder"
                : AtomicFile.WhyNotIn(existing);
            return why is null ? null : $"{name}: {why}";
        }
        catch (IOException refusal)
        {
            return $"{name}: {FileProblem.Of(refusal)}";
        }
    }
}
