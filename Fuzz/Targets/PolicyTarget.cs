using MsrSpec.Fuzz.Engine.Coverage;
using MsrSpec.Fuzz.Engine.Inputs;
using MsrSpec.Fuzz.Targets.Dictionaries;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Proving;
using MsrSpec.Policies.Reading;
using MsrSpec.Policies.Reading.Forms;
using MsrSpec.Spec.Readings;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// The bytes are a policy in any form: the readers answer with a policy that survives printing and reading and, where
/// an interface has room for it, compiling, or with problems that point into the text.
/// </summary>
[GuidedBy("MsrSpec.Policies.Reading.", "MsrSpec.Policies.Images.", "MsrSpec.Policies.Compiling.")]
internal sealed class PolicyTarget : IFuzzTarget
{
    /// <summary>More indices are not proved: it would take longer than all the rest of an input.</summary>
    private const long MostProved = 1 << 13;

    private static readonly CompileRequest[] Requests =
    [
        new(Interface.Allowlist, false, false), new(Interface.Filter, false, true), new(Interface.Filter, true, true),
    ];

    private static readonly Func<MsrPolicy, RegisterNames, string>[] Printers =
        [PolicyPrinter.Msrs, PolicyPrinter.Csv, PolicyPrinter.Json];

    private readonly Func<MsrPolicy, CompileRequest, Compilation> _compile;

    /// <summary>Takes our compiler.</summary>
    public PolicyTarget()
        : this(PolicyCompiler.Compile)
    {
    }

    /// <summary>Takes any compiler.</summary>
    internal PolicyTarget(Func<MsrPolicy, CompileRequest, Compilation> compile) => _compile = compile;

    /// <inheritdoc/>
    public string Name => "policy";

    /// <inheritdoc/>
    public string Summary => "a policy in any form: the readers, what they print again, and what it compiles to";

    /// <inheritdoc/>
    public bool MustFail => false;

    /// <inheritdoc/>
    public int MaxLength => 4096;

    /// <inheritdoc/>
    public string Dictionary => FuzzDictionary.PolicyFile;

    /// <inheritdoc/>
    public string? Run(ReadOnlySpan<byte> input)
    {
        byte[] bytes = [.. input];
        PolicyInput read = PolicyReader.Read(bytes, null);
        return read.Policy is { } policy
            ? JudgePrinted(policy, new RegisterNames(read.Names)) ?? JudgeCompiled(policy)
            : JudgeProblems(bytes, read);
    }

    /// <inheritdoc/>
    public Explanation Explain(ReadOnlySpan<byte> input)
    {
        PolicyInput read = PolicyReader.Read(input.ToArray(), null);
        return new(read.Policy is { } policy
            ? PolicyPrinter.Msrs(policy, new RegisterNames(read.Names))
            : string.Concat(read.Problems.Select(problem => problem.Describe("input") + "\n")));
    }

    private static string? JudgeProblems(byte[] bytes, PolicyInput read)
    {
        InputPlaces places = new(bytes);
        return read.Problems.IsEmpty ? "the readers give neither a policy nor a problem"
            : read.Problems.Select(places.Judge).FirstOrDefault(wrong => wrong is not null);
    }

    private static string? JudgePrinted(MsrPolicy policy, RegisterNames names)
    {
        foreach (Func<MsrPolicy, RegisterNames, string> print in Printers)
        {
            if (PolicyProof.RefuteText(policy, IndexSet.Empty, print(policy, names)) is { } wrong)
            {
                return $"a policy does not survive printing and reading\n{wrong}";
            }
        }

        return null;
    }

    private string? JudgeCompiled(MsrPolicy policy)
    {
        foreach (CompileRequest request in Requests)
        {
            Compilation compilation = _compile(policy, request);
            if (compilation.Compiled is not { } compiled || compiled.Ranges.Sum(range => range.Count) > MostProved)
            {
                continue;
            }

            if ((PolicyProof.Refute(
                    policy, compilation.Exempt, PolicyProof.Dialects(request.Interface)[^1], compiled.Commands)
                ?? PolicyProof.RefuteText(policy, compilation.Exempt, RangePrinter.Bytes(compiled))) is { } wrong)
            {
                return $"a policy is compiled wrongly\n{request}: {wrong}";
            }
        }

        return null;
    }
}
