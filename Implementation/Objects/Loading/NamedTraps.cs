using MsrSpec.Implementation.Objects.Space;

namespace MsrSpec.Implementation.Objects.Loading;

/// <summary>
/// Addresses for symbols that no object defines. A function is HLT and RET in a page for such code alone, so that the
/// core stops at each call; data and per-CPU data are pages that are not there. Whatever is met has its symbol's name.
/// </summary>
/// <param name="space">Where the code goes.</param>
internal sealed class NamedTraps(KernelSpace space)
{
    private const int FunctionRoom = 16;

    /// <summary>Room for the largest struct that a kernel has one of.</summary>
    private const int DataRoom = 16 * KernelSpace.PageSize;

    private static readonly byte[] Trap = [0xF4, 0xC3];

    /// <summary>What compilers are told that the stack protector's canary is called.</summary>
    private static readonly string[] CanaryNames = ["__stack_chk_guard", "__ref_stack_chk_guard"];

    private readonly TrapArea _functions = new(KernelLayout.Functions, KernelLayout.Functions, FunctionRoom);
    private readonly TrapArea _data = new(KernelLayout.Data, KernelLayout.Data, DataRoom);
    private readonly TrapArea _perCpu =
        new(KernelLayout.PerCpuData, KernelLayout.PerCpu + KernelLayout.PerCpuData, DataRoom);

    private readonly Dictionary<string, (SymbolUse Use, ulong Value)> _values = [];

    /// <summary>How each symbol is used that is here.</summary>
    public IEnumerable<(string Name, SymbolUse Use)> Symbols => _values.Select(entry => (entry.Key, entry.Value.Use));

    /// <summary>The value of a symbol that is here.</summary>
    public ulong ValueOf(string name) => _values[name].Value;

    /// <summary>Gives a symbol a value.</summary>
    /// <param name="name">Its name, which is new.</param>
    /// <param name="uses">How code uses it.</param>
    /// <returns>Why that cannot be; empty if it can.</returns>
    public string Add(string name, SymbolUse uses)
    {
        if (uses.HasFlag(SymbolUse.Function | SymbolUse.PerCpu))
        {
            return $"'{name}' is called as a function, and reached through GS as per-CPU data";
        }

        SymbolUse use = uses.HasFlag(SymbolUse.PerCpu) ? SymbolUse.PerCpu
            : uses.HasFlag(SymbolUse.Function) ? SymbolUse.Function
            : SymbolUse.Data;
        if (use == SymbolUse.PerCpu && CanaryNames.Contains(name))
        {
            _values[name] = (use, KernelLayout.Canary);
            return string.Empty;
        }

        TrapArea area = AreaOf(use);
        if (area.IsFull)
        {
            return $"'{name}' is one symbol too many that no object defines";
        }

        (ulong value, ulong memory) = area.Add(name);
        _values[name] = (use, value);
        return use != SymbolUse.Function || TryWriteCode(memory, KernelThunks.CodeOf(name) ?? Trap)
            ? string.Empty
            : $"there is no RAM left for the function '{name}'";
    }

    /// <summary>The functions that are here, by number.</summary>
    public IReadOnlyList<string> Functions => _functions.Names;

    /// <summary>The number of the function whose trap stands at an address, or null.</summary>
    public int? NumberOfFunctionAt(ulong address) => _functions.NumberAt(address);

    /// <summary>What an address belongs to: a symbol, and what it is; or null.</summary>
    public string? Describe(ulong address) =>
        Describe(_functions, "a function outside of the objects", address)
        ?? Describe(_data, "data that nobody models", address)
        ?? Describe(_perCpu, "per-CPU data that nobody models", address);

    private static string? Describe(TrapArea area, string kind, ulong address) =>
        area.Find(address) is { } found ? $"{found.Name}+0x{found.Offset:x}, {kind}" : null;

    private TrapArea AreaOf(SymbolUse use) =>
        use == SymbolUse.Function ? _functions : use == SymbolUse.PerCpu ? _perCpu : _data;

    private bool TryWriteCode(ulong address, byte[] code)
    {
        bool isInNewPage = address % KernelSpace.PageSize == 0;
        bool isMapped = !isInNewPage || space.TryMap(address, pages: 1, PageRights.Execute);
        return isMapped && space.Write(address, code) == code.Length;
    }
}
