using System.Collections.Immutable;
using System.Diagnostics;
using MsrSpec.Files;
using MsrSpec.Policies;
using MsrSpec.Policies.Compiling;
using MsrSpec.Policies.Printing;
using MsrSpec.Policies.Proving;
using MsrSpec.Policies.Reading;
using MsrSpec.Shell;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Cli.Compiling;

/// <summary>Compiles a policy, proves the result, and prints it.</summary>
/// <param name="file">The name of the policy's file, for messages.</param>
/// <param name="input">The policy.</param>
/// <param name="request">What it is to be compiled for.</param>
internal sealed class CompileRun(string file, PolicyInput input, CompileRequest request)
{
    private readonly MsrPolicy _policy = input.Policy!;
    private readonly ImmutableArray<Dialect> _dialects = PolicyProof.Dialects(request.Interface);

    /// <summary>Does it.</summary>
    /// <param name="form">What to print.</param>
    /// <param name="output">Where to.</param>
    /// <returns>The exit status.</returns>
    public int Run(OutputForm form, OutputFile? output)
    {
        Compilation compilation = PolicyCompiler.Compile(_policy, request);
        if (compilation.Compiled is not { } compiled)
        {
            foreach (string refusal in compilation.Refusals)
            {
                Terminal.Error.WriteLine($"msrspec: {file}: it cannot be compiled: {refusal}");
            }

            return ExitStatus.Found;
        }

        Prove(compiled, compilation.Exempt);
        string text = Print(compiled, form);
        ProveText(text, form, compilation.Exempt);
        bool replaces = output is { Replaces: true };
        if (output is null)
        {
            Terminal.Output.Write(text);
        }
        else
        {
            output.Write(text);
        }

        foreach (string note in compilation.Notes.Prepend(Summary(compiled)))
        {
            Terminal.Error.WriteLine($"msrspec: {file}: {note}");
        }

        if (replaces)
        {
            Terminal.Error.WriteLine("msrspec: --out: the file that stood there is replaced");
        }

        return ExitStatus.Success;
    }

    private string Summary(CompiledPolicy compiled)
    {
        string ranges = compiled.Ranges.Length == 1 ? "range" : "ranges";
        string names = string.Join(", ", _dialects.Select(dialect => dialect.Name));
        return Invariant(
            $"{compiled.Ranges.Length} {ranges}, proved of all 2^32 indices in both directions by {names}");
    }

    private void Prove(CompiledPolicy compiled, IndexSet exempt)
    {
        foreach (Dialect dialect in _dialects)
        {
            if (PolicyProof.Refute(_policy, exempt, dialect, compiled.Commands) is { } wrong)
            {
                throw new UnreachableException($"what the compiler made is wrong: {wrong}");
            }
        }
    }

    private string Print(CompiledPolicy compiled, OutputForm form)
    {
        RegisterNames names = new(input.Names);
        return form switch
        {
            OutputForm.C => CPrinter.Print(compiled, names),
            OutputForm.Rust => RustPrinter.Print(compiled, names),
            OutputForm.Bytes => RangePrinter.Bytes(compiled),
            OutputForm.Trace => RangePrinter.Trace(compiled, _dialects[^1], "A policy, compiled."),
            OutputForm.Json => RangePrinter.Json(compiled),
        };
    }

    /// <summary>What can be read is read again; of a program's source only its ranges are proved.</summary>
    private void ProveText(string text, OutputForm form, IndexSet exempt)
    {
        bool isProgram = form is OutputForm.C or OutputForm.Rust;
        if (!isProgram && PolicyProof.RefuteText(_policy, exempt, text) is { } wrong)
        {
            throw new UnreachableException($"what the printer made is wrong: {wrong}");
        }
    }
}
