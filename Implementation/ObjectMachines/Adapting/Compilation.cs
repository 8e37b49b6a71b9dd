namespace MsrSpec.Implementation.ObjectMachines.Adapting;

/// <summary>How an allowlist in C of our own is compiled.</summary>
/// <param name="Source">Its source: <c>posted</c>, <c>sound</c> or <c>entry-first</c>.</param>
/// <param name="Compiler">Who compiles it: <c>gcc</c> or <c>clang</c>.</param>
/// <param name="Level">The level of optimization, such as <c>O2</c>.</param>
public readonly record struct Compilation(string Source, string Compiler, string Level)
{
    /// <summary>The compiler that writes BTF, whose objects say what the types of the others' are.</summary>
    internal const string CompilerWithTypes = "gcc";

    /// <summary>Whether its object says what its types are.</summary>
    internal bool HasTypes => Compiler == CompilerWithTypes;

    /// <summary>The name of its object.</summary>
    internal string Name => $"{Source}-{Compiler}-{Level}.o";
}
