namespace MsrSpec.Fuzz;

/// <summary>Something that untrusted bytes are given to.</summary>
internal interface IFuzzTarget
{
    /// <summary>The name, as the command line has it.</summary>
    public string Name { get; }

    /// <summary>What it looks for, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>Whether it must find something: a fuzzer that cannot fail proves nothing.</summary>
    public bool MustFail { get; }

    /// <summary>Runs one input.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Run(ReadOnlySpan<byte> input);
}
