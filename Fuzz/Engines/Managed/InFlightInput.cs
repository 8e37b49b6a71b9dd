using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using MsrSpec.Files;

namespace MsrSpec.Fuzz.Engines.Managed;

/// <summary>
/// The input that runs now, in a file that is mapped into memory: it costs a copy, no system call, and the file keeps
/// it when the process dies. The file is locked while its process lives.
/// </summary>
internal sealed unsafe class InFlightInput : IDisposable
{
    private const string Mark = ".in-flight-";

    /// <summary>In front of the bytes: one more than their count; 0 while nothing runs.</summary>
    private const int HeaderSize = sizeof(long);

    private readonly string _path;
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private MemoryMappedFile? _map;
    private MemoryMappedViewAccessor? _view;
    private byte* _bytes;
    private int _capacity;

    /// <summary>The file of this process.</summary>
    /// <param name="prefix">What the paths of artifacts begin with.</param>
    public InFlightInput(string prefix)
    {
        _path = PathOf(prefix, Environment.ProcessId);
        _file = new FileStream(_path, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Grow(Environment.SystemPageSize);
    }

    /// <summary>Whether an input runs.</summary>
    public bool IsRunning => Volatile.Read(ref *(long*)_bytes) != 0;

    /// <summary>An input is about to run.</summary>
    public void Begin(ReadOnlySpan<byte> input)
    {
        if (input.Length > _capacity - HeaderSize)
        {
            Grow(HeaderSize + (2 * input.Length));
        }

        input.CopyTo(new Span<byte>(_bytes + HeaderSize, input.Length));
        Volatile.Write(ref *(long*)_bytes, input.Length + 1L);
    }

    /// <summary>It ran, and is kept if it must be.</summary>
    public void End() => Volatile.Write(ref *(long*)_bytes, 0);

    /// <summary>A copy of the input that runs, or null; any thread may ask.</summary>
    public byte[]? Read()
    {
        lock (_lock)
        {
            return _view is null ? null : Decode(new ReadOnlySpan<byte>(_bytes, _capacity));
        }
    }

    /// <summary>
    /// Deletes the file: nothing is in flight any more, or it is kept elsewhere. Any thread may, while inputs run.
    /// </summary>
    public void Delete() => File.Delete(_path);

    /// <summary>Closes and deletes the file; nothing may run any more.</summary>
    public void Dispose()
    {
        Delete();
        lock (_lock)
        {
            if (_view is null)
            {
                return;
            }

            Unmap();
            _view = null;
            _file.Dispose();
        }
    }

    /// <summary>Takes over what processes that died left behind, and deletes their files.</summary>
    /// <param name="prefix">What the paths of their artifacts begin with.</param>
    /// <param name="process">One process, or null for all.</param>
    /// <param name="keep">Keeps an input; its file goes after that.</param>
    public static void Recover(string prefix, int? process, Action<byte[]> keep)
    {
        string pattern = process is { } id ? PathOf(prefix, id) : prefix + Mark + "*";
        string folder = Path.GetDirectoryName(pattern) is { Length: > 0 } parent ? parent : ".";
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, Path.GetFileName(pattern)) : [];
        foreach (string path in files)
        {
            using FileStream? file = UnheldFile.Open(path);
            if (file is null)
            {
                continue;
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);

            if (Decode(bytes) is { } input)
            {
                keep(input);
            }

            File.Delete(path);
        }
    }

    private static string PathOf(string prefix, int process) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{Mark}{process}");

    private static byte[]? Decode(ReadOnlySpan<byte> bytes)
    {
        long size = bytes.Length < HeaderSize ? 0 : MemoryMarshal.Read<long>(bytes);
        return size > 0 && size - 1 <= bytes.Length - HeaderSize
            ? bytes.Slice(HeaderSize, (int)size - 1).ToArray()
            : null;
    }

    private void Grow(int capacity)
    {
        lock (_lock)
        {
            Unmap();
            _file.SetLength(capacity);
            _map = MemoryMappedFile.CreateFromFile(
                _file, null, capacity, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            _view = _map.CreateViewAccessor(0, capacity);
            _bytes = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
            _capacity = capacity;
        }
    }

    private void Unmap()
    {
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _map?.Dispose();
    }
}
