// The front door of the benchmarks: one verb a run; exit status 0 when all is well, 1 when answers differ or a gate
// fails, 2 for bad usage.
using MsrSpec.Benchmarks.Bdn;
using MsrSpec.Benchmarks.Fuzzing;
using MsrSpec.Benchmarks.Quick;

const string Usage = """
    Usage: Benchmarks VERB [ARGUMENTS]

      quick [--gate]       equality first, then a table of all comparisons in one run (about 20 seconds);
                           with --gate a missed goal fails
      bdn [ARGUMENTS]      the same comparisons under BenchmarkDotNet; the arguments are passed on
                           (for example: bdn --filter '*Throughput*' --job short)
      fuzz [--quick]       our fuzzer against the same target in C, both under libFuzzer (minutes; --quick: a look);
                           a missed goal fails
      --help               this text

    Exit status: 0 all is well, 1 answers differ or the gate failed, 2 bad usage.
    """;

return args switch
{
    ["quick"] => QuickRun.Run(Console.Out, gate: false),
    ["quick", "--gate"] => QuickRun.Run(Console.Out, gate: true),
    ["fuzz"] => FuzzRun.Run(Console.Out, FuzzEffort.Full),
    ["fuzz", "--quick"] => FuzzRun.Run(Console.Out, FuzzEffort.Quick),
    ["bdn", .. string[] rest] => BdnRun.Run(rest),
    ["--help" or "-h" or "help"] => Help(),
    [] => Misused("a verb is missing"),
    ["fuzz", ..] => Misused($"fuzz does not take '{string.Join(' ', args[1..])}'"),
    ["quick", ..] => Misused($"quick does not take '{string.Join(' ', args[1..])}'"),
    [string verb, ..] => Misused($"there is no verb '{verb}'"),
};

static int Help()
{
    Console.Out.WriteLine(Usage);
    return 0;
}

static int Misused(string mistake)
{
    Console.Error.WriteLine($"Benchmarks: {mistake}.");
    Console.Error.WriteLine(Usage);
    return 2;
}
