using System.IO.MemoryMappedFiles;
using MsrSpec.Files;

namespace MsrSpec.Fuzz.Engine.Managed;

/// <summary>
/// The input that runs now, in a file that is mapped into memory: it costs a copy, no system call, and the file keeps
/// it when the process dies. The file is locked while its process lives.
/// </summary>
internal sealed unsafe class InFlightInput : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private MemoryMappedFile? _map;
    private MemoryMappedViewAccessor? _view;
    private byte* _bytes;
    private long _capacity;

    /// <summary>The file of this process.</summary>
    /// <param name="prefix">What the paths of artifacts begin with.</param>
    /// <param name="created">Is told its path as soon as it is there; null for nobody.</param>
    public InFlightInput(string prefix, Action<string>? created = null)
    {
        _file = InFlightFiles.Create(prefix);
        created?.Invoke(_file.Name);
        try
        {
            Grow(Environment.SystemPageSize);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether an input runs; any thread may ask.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_lock)
            {
                return _view is not null && Volatile.Read(ref Count) != 0;
            }
        }
    }

    private ref long Count => ref *(long*)(_bytes + InFlightFormat.CountOffset);

    /// <summary>An input is about to run.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    public void Begin(ReadOnlySpan<byte> input)
    {
        if (input.Length > _capacity - InFlightFormat.HeaderSize)
        {
            Grow(InFlightFormat.HeaderSize + (2L * input.Length));
        }

        input.CopyTo(new Span<byte>(_bytes + InFlightFormat.HeaderSize, input.Length));
        Volatile.Write(ref Count, input.Length + 1L);
    }

    /// <summary>It ran, and is kept if it must be.</summary>
    public void End() => Volatile.Write(ref Count, 0);

    /// <summary>A copy of the input that runs, or null; any thread may ask.</summary>
    public byte[]? Read()
    {
        lock (_lock)
        {
            return _view is not null && Volatile.Read(ref Count) is > 0 and var count
                ? new ReadOnlySpan<byte>(_bytes + InFlightFormat.HeaderSize, (int)(count - 1)).ToArray()
                : null;
        }
    }

    /// <summary>
    /// Deletes the file: nothing is in flight any more, or it is kept elsewhere. Any thread may, while inputs run.
    /// </summary>
    public void Delete() => File.Delete(_file.Name);

    /// <summary>Closes and deletes the file; nothing may run any more.</summary>
    public void Dispose()
    {
        Delete();
        lock (_lock)
        {
            Unmap();
            _file.Dispose();
        }
    }

    /// <summary>
    /// Makes the file larger, with all its blocks: otherwise a full disk is the end of the process, by SIGBUS.
    /// </summary>
    private void Grow(long capacity)
    {
        try
        {
            AllocatedFile.Extend(_file, capacity);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException error)
        {
            throw new IOException($"there is no room for the input that runs: {error.Message}", error);
        }

        lock (_lock)
        {
            Unmap();
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
        _view = null;
        _map?.Dispose();
        _map = null;
    }
}
