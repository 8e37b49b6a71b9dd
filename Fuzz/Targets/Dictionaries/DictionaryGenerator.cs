namespace MsrSpec.Fuzz.Targets.Dictionaries;

/// <summary>Makes the files of <c>Fuzz/dictionaries</c>.</summary>
public static class DictionaryGenerator
{
    /// <summary>The text of each file, by its name without folder.</summary>
    public static IReadOnlyDictionary<string, string> Generate() =>
        FuzzDictionary.All.ToDictionary(dictionary => dictionary.FileName, dictionary => dictionary.Print());

    /// <summary>Writes every file into a folder.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, string text) in Generate())
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
