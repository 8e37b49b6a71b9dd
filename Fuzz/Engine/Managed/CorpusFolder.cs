using MsrSpec.Fuzz.Engine.Inputs;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>A folder of inputs, one a file; folders in it count.</summary>
/// <param name="path">The folder.</param>
internal sealed class CorpusFolder(string path)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The inputs of files that were not there at the last call, ordered by path.</summary>
    public IReadOnlyList<byte[]> ReadNew()
    {
        List<byte[]> inputs = [];
        IEnumerable<string> files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
        foreach (string file in files.Order(StringComparer.Ordinal).Where(_known.Add))
        {
            try
            {
                inputs.Add(File.ReadAllBytes(file));
            }
            catch (FileNotFoundException)
            {
                // Another process had a smaller one, and deleted this.
            }
        }

        return inputs;
    }

    /// <summary>Writes an input.</summary>
    /// <returns>The name of its file.</returns>
    public string Write(ReadOnlySpan<byte> input)
    {
        string name = InputName.Of(input);
        string file = Path.Combine(path, name);
        _known.Add(file);
        File.WriteAllBytes(file, input);
        return name;
    }

    /// <summary>Deletes an input.</summary>
    public void Delete(string name) => File.Delete(Path.Combine(path, name));
}
