using System.Globalization;

namespace MsrSpec.Benchmarks.Emulators;

/// <summary>Unicorn, which translates to host code; the code and the data are maps of their own.</summary>
internal sealed unsafe class UnicornEngine : ILoopEngine, IDisposable
{
    private readonly UnicornLibrary _unicorn = UnicornLibrary.Load();
    private readonly CoreLoop _loop;
    private readonly UnicornAccess _access;
    private readonly UnicornHook? _hook;
    private nint _engine;

    internal UnicornEngine(CoreLoop loop, UnicornAccess access)
    {
        _loop = loop;
        _access = access;
        nint engine;
        Check(_unicorn.Open(UnicornLibrary.X86, UnicornLibrary.Mode64, &engine));
        _engine = engine;
        Check(_unicorn.Map(_engine, CoreLoop.CodeAddress, CoreLoop.DataSize, UnicornLibrary.ReadExecute));
        Check(_unicorn.Map(_engine, CoreLoop.DataAddress, CoreLoop.DataSize, UnicornLibrary.ReadWrite));
        Write(CoreLoop.CodeAddress, access == UnicornAccess.HookAtNop ? WithNop(loop.Code) : loop.Code);
        if (access != UnicornAccess.None)
        {
            _hook = new UnicornHook(_unicorn);
            nuint handle;
            nint function = access == UnicornAccess.HookAtNop ? _hook.AtNop : _hook.AtAccess;
            Check(_unicorn.AddHook(
                _engine, &handle, UnicornLibrary.HookCode, function, _hook.Data, CoreLoop.CodeAddress,
                CoreLoop.CodeAddress));
        }
    }

    public string Name => _access switch
    {
        UnicornAccess.None => $"Unicorn {_unicorn.Version}",
        UnicornAccess.HookAtNop => $"Unicorn {_unicorn.Version}, hook at a NOP",
        UnicornAccess.HookAtInstruction => $"Unicorn {_unicorn.Version}, hook at RDMSR",
    };

    public LoopRegisters Registers => new(
        Read(UnicornLibrary.Rax), Read(UnicornLibrary.Rbx), Read(UnicornLibrary.Rcx), Read(UnicornLibrary.Rdx),
        Read(UnicornLibrary.Rsi), Read(UnicornLibrary.Rdi));

    public void Prepare()
    {
        Write(CoreLoop.DataAddress, CoreLoop.Data);
        LoopRegisters start = _loop.Start;
        Write(UnicornLibrary.Rax, start.Rax);
        Write(UnicornLibrary.Rbx, start.Rbx);
        Write(UnicornLibrary.Rcx, start.Rcx);
        Write(UnicornLibrary.Rdx, start.Rdx);
        Write(UnicornLibrary.Rsi, start.Rsi);
        Write(UnicornLibrary.Rdi, start.Rdi);
    }

    public string? Run()
    {
        int error = _unicorn.Start(_engine, CoreLoop.CodeAddress, _loop.End, 0, 0);
        return error != 0 ? string.Create(CultureInfo.InvariantCulture, $"it ended with error {error}")
            : _hook is not null && _hook.Data->Refused != 0 ? "its hook refused the access"
            : null;
    }

    public void Dispose()
    {
        if (_engine != 0)
        {
            _ = _unicorn.Close(_engine);
            _engine = 0;
            _hook?.Dispose();
        }
    }

    private static byte[] WithNop(byte[] code)
    {
        byte[] changed = [.. code];
        changed[0] = 0x66;
        changed[1] = 0x90;
        return changed;
    }

    private void Write(ulong address, byte[] bytes)
    {
        fixed (byte* first = bytes)
        {
            Check(_unicorn.WriteMemory(_engine, address, first, (nuint)bytes.Length));
        }
    }

    private void Write(int register, ulong value) => Check(_unicorn.WriteRegister(_engine, register, &value));

    private ulong Read(int register)
    {
        ulong value;
        Check(_unicorn.ReadRegister(_engine, register, &value));
        return value;
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"Unicorn answered with error {error}.");
        }
    }
}
