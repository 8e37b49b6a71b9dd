using System.Runtime.InteropServices;
using System.Text;

namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>The library that <c>Fuzz/native/build</c> makes of libFuzzer and a few functions around it.</summary>
internal sealed unsafe class LibFuzzer
{
    private const string FileName = "libmanagedfuzzer.so";

    /// <summary>The program's own folder; and <c>artifacts</c>, above <c>bin/Fuzz/release</c>.</summary>
    private static readonly string[] Places = [".", Path.Combine("..", "..", "..")];

    private readonly delegate* unmanaged[Cdecl]<
        int, byte**, delegate* unmanaged[Cdecl]<byte*, nuint, int>,
        delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint, void>, int> _run;

    private readonly delegate* unmanaged[Cdecl]<int> _save;
    private readonly delegate* unmanaged[Cdecl]<int, void> _exit;
    private readonly delegate* unmanaged[Cdecl]<byte*, byte*, void> _addCounters;
    private readonly delegate* unmanaged[Cdecl]<nuint*, nuint*, void> _addEdges;

    private LibFuzzer(nint library)
    {
        _run = (delegate* unmanaged[Cdecl]<
            int, byte**, delegate* unmanaged[Cdecl]<byte*, nuint, int>,
            delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint, void>, int>)
            NativeLibrary.GetExport(library, "managed_fuzzer_run");
        _save = (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "managed_fuzzer_save");
        _exit = (delegate* unmanaged[Cdecl]<int, void>)NativeLibrary.GetExport(library, "managed_fuzzer_exit");
        _addCounters = (delegate* unmanaged[Cdecl]<byte*, byte*, void>)
            NativeLibrary.GetExport(library, "__sanitizer_cov_8bit_counters_init");
        _addEdges = (delegate* unmanaged[Cdecl]<nuint*, nuint*, void>)
            NativeLibrary.GetExport(library, "__sanitizer_cov_pcs_init");
        Hooks = new CompareHooks(
            NativeLibrary.GetExport(library, "managed_fuzzer_compare1"),
            NativeLibrary.GetExport(library, "managed_fuzzer_compare4"),
            NativeLibrary.GetExport(library, "managed_fuzzer_compare8"));
    }

    /// <summary>The comparison hooks.</summary>
    public CompareHooks Hooks { get; }

    /// <summary>Loads it.</summary>
    /// <param name="whyNot">What is missing, if there is no answer; otherwise empty.</param>
    public static LibFuzzer? TryLoad(out string whyNot)
    {
        if (Find() is not { } path)
        {
            whyNot = $"artifacts/native/{FileName} was not built (Fuzz/native/build builds it; it needs clang and the "
                + "libFuzzer of its runtime)";
            return null;
        }

        if (!NativeLibrary.TryLoad(path, out nint library))
        {
            whyNot = $"{path} does not load on this platform";
            return null;
        }

        whyNot = string.Empty;
        return new LibFuzzer(library);
    }

    /// <summary>Registers counters and what they count; to be called before <see cref="Run"/>.</summary>
    /// <param name="counters">The first of them.</param>
    /// <param name="edges">Two words for each counter: a number that stands for its address, and flags.</param>
    public void AddCounters(byte* counters, ReadOnlySpan<nuint> edges)
    {
        nuint* kept = (nuint*)NativeMemory.Alloc((nuint)edges.Length, (nuint)sizeof(nuint));
        edges.CopyTo(new Span<nuint>(kept, edges.Length));
        _addCounters(counters, counters + (edges.Length / 2));
        _addEdges(kept, kept + edges.Length);
    }

    /// <summary>Runs libFuzzer; it may end the process instead of returning.</summary>
    /// <param name="words">Its command line, of which the first word starts this process again.</param>
    /// <param name="input">Runs one input; its answer is 0.</param>
    /// <param name="describe">Writes what an edge's address means: address, format, text, its size in bytes.</param>
    /// <returns>The exit status.</returns>
    public int Run(
        IReadOnlyList<string> words,
        delegate* unmanaged[Cdecl]<byte*, nuint, int> input,
        delegate* unmanaged[Cdecl]<nuint, byte*, byte*, nuint, void> describe)
    {
        // libFuzzer keeps pointers to the words until the process ends, so they are never freed.
        byte** arguments = (byte**)NativeMemory.AllocZeroed((nuint)words.Count + 1, (nuint)sizeof(byte*));
        foreach ((int i, string word) in words.Index())
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            arguments[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(arguments[i], bytes.Length));
        }

        return _run(words.Count, arguments, input, describe);
    }

    /// <summary>Saves the input in flight, as libFuzzer does after a crash.</summary>
    /// <returns>False if an end has been reported before; then nothing is saved.</returns>
    public bool Save() => _save() != 0;

    /// <summary>Ends the process at once.</summary>
    public void Exit(int status) => _exit(status);

    /// <summary>
    /// The library: below the program, or where the build puts it, beside the folder of all programs. Nowhere else, for
    /// it is code that runs.
    /// </summary>
    private static string? Find() => Places.Select(place => Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, place, "native", FileName))).FirstOrDefault(File.Exists);
}
