using MsrSpec.Fuzz.Engine.Coverage;

namespace MsrSpec.Fuzz.Engine.Inputs;

/// <summary>
/// Something that untrusted bytes are given to. Every process makes all of them, so what is costly waits for the first
/// input.
/// </summary>
public interface IFuzzTarget
{
    /// <summary>The name, as the command line has it.</summary>
    public string Name { get; }

    /// <summary>What it looks for, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>Whether it must find something: a fuzzer that cannot fail proves nothing.</summary>
    public bool MustFail { get; }

    /// <summary>The most bytes of an input that are worth while, unless <c>-max_len</c> says otherwise.</summary>
    public int MaxLength { get; }

    /// <summary>The code whose edges guide the search, by default what <see cref="GuidedByAttribute"/> says.</summary>
    public CoverageScope Scope => GuidedByAttribute.ScopeOf(GetType());

    /// <summary>
    /// The file of <c>Fuzz/dictionaries</c> that its inputs are made of, without folder; null if there is none.
    /// </summary>
    public string? Dictionary => null;

    /// <summary>Runs one input; what an earlier one left behind makes no difference.</summary>
    /// <returns>
    /// What is wrong, or null. The first line is the kind of finding, the same for inputs that show the same; details
    /// stand behind it.
    /// </returns>
    public string? Run(ReadOnlySpan<byte> input);

    /// <summary>What an input means, for a person.</summary>
    public Explanation Explain(ReadOnlySpan<byte> input);
}
