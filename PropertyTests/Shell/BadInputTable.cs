namespace MsrSpec.PropertyTests.Shell;

/// <summary>
/// What every verb is given that it must refuse. The files that are named stand in the folder of
/// <see cref="BadInputFolder"/>.
/// </summary>
internal static class BadInputTable
{
    private const string NotANumber = "is not a whole number from";
    private const string EmptyFile = "the name of a file is empty";
    private const string EmptyFolder = "the name of a folder is empty";
    private const string IsFolder = "this is a folder";
    private const string NoFile = "no such file";

    /// <summary>The rows, by program and verb.</summary>
    public static IReadOnlyDictionary<(string Program, string Verb), BadInput[]> Rows { get; } =
        new Dictionary<(string, string), BadInput[]>
        {
            [("msrspec", "")] =
            [
                new("''", "unknown verb ''"), new("chekc", "unknown verb 'chekc'"), new("--nothing", "--nothing"),
                new("help nothing", "unknown verb 'nothing'"), new("@words", "unknown verb '@words'"),
            ],
            [("msrspec", "check")] =
            [
                new("--json ''", EmptyFile), new("--json folder", IsFolder), new("--json none/a", "no such folder"),
                new("--json plain/a", "no such folder"), new("--json /proc/nothing", NoFile),
                new("--counterexamples ''", EmptyFolder), new("--counterexamples plain", "is no folder"),
                new("--counterexamples plain/below", "is no folder"), new("--counterexamples /proc/x", "/proc/x"),
                new("--time 1,5", "--time: '1,5' is not a number of seconds"), new("--time 0", "--time: '0'"),
                new("--time -1", "--time: '-1'"), new("--time 1e3", "--time"), new("--time NaN", "--time"),
                new("--time 1000001", "--time"), new("--time ''", "--time: ''"), new("--time", "--time"),
                new("--time= --seed 1", "'--time=' has no value"), new("--machine=", "'--machine=' has no value"),
                new("--sequences 0", NotANumber), new("--sequences -1", NotANumber),
                new("--sequences 1,000", NotANumber), new("--sequences 0x10", NotANumber),
                new("--sequences 99999999999999999999", NotANumber),
                new("--seed -1", NotANumber), new("--seed ''", NotANumber), new("--seed 1 --seed 2", "--seed"),
                new("--mode fast", "is none of all, random, exhaustive"), new("--machine ''", "unknown machine ''"),
                new("--machine mutant-nothing", "unknown machine"), new("--dialect v3", "unknown dialect 'v3'"),
                new("--mode exhaustive --sequences 5", "contradicts"), new("more", "'more'"),
            ],
            [("msrspec", "replay")] =
            [
                new("''", EmptyFile), new("none", "none: no such file"),
                new("empty-folder", "there is no counterexample"),
            ],
            [("msrspec", "run")] =
            [
                new("''", EmptyFile), new("none", NoFile), new("folder", IsFolder), new("large", "larger than 16 MiB"),
                new("/dev/zero", "larger than 16 MiB"), new("plain", "plain:1:1: a trace starts with"),
                new("headers-only", "it has no command"), new("odd-reference", "unknown reference 'v9'"),
                new("odd-clause", "unknown clause 'no.such.clause'"), new("odd-machine", "unknown machine 'nobody'"),
                new("gone-object", "gone.o: no such file"),
                new("good --machine nobody", "unknown machine 'nobody'"), new("good more", "'more'"),
                new("good --views maybe", "'maybe'"), new("good --expect maybe", "'maybe'"), new("broken", "broken:3:"),
                new("contradiction", "contradiction:7:34: a claim"), new("", "file"),
            ],
            [("msrspec", "diff")] =
            [
                new("v2-posted", "'b'"), new("v2-posted nobody", "'nobody'"), new("'' v2-sound", "''"),
                new("v2-posted v2-sound --sequences 0", NotANumber), new("v2-posted v2-sound --seed x", NotANumber),
                new("v2-posted v2-sound --kinds 0", NotANumber), new("v2-posted v2-sound --kinds -1", NotANumber),
            ],
            [("msrspec", "explain")] =
            [
                new("0", "odd number"), new("0g", "'g' at digit 2"), new("@none", NoFile), new("@folder", IsFolder),
                new("@", EmptyFile), new("@/dev/zero", "larger than 1 MiB"), new("@odd-digits", "odd number"),
                new("00 x", "no MSR is called 'x'"), new("00 0x100000000", "too large for an MSR index"),
                new("00 -1", "-1"), new("00 16 execute", "'execute' is not an access"), new("00 --dialect x", "'x'"),
                new("00 16 read more", "'more' is one word too many"), new("", "words"),
                new("00 @none", "argument 2: none: no such file"),
                new("00 --dialect linux-6.1", "argument: these bytes are not a filter's struct"),
                new("00 000000000000000000000", "odd number"),
            ],
            [("msrspec", "lint")] =
            [
                new("", "file"), new("''", EmptyFile), new("none", NoFile), new("folder", IsFolder),
                new("/dev/zero", "larger than 16 MiB"), new("plain", "plain: here stands no trace"),
                new("odd-digits", "odd-digits: there is an odd number"), new("broken", "broken:3:"),
                new("contradiction", "contradiction:7:34"), new("good --format xml", "is none of text, json, sarif"),
                new("good --for v3", "is none of auto, v2, filter"), new("good --json --format sarif", "contradicts"),
                new("good more", "'more'"),
                new("/proc/self/mem", "/proc/self/mem: Input/output error"),
            ],
            [("msrspec", "compile")] =
            [
                new("--for v2", "policy"), new("policy", "--for"), new("'' --for v2", EmptyFile),
                new("none --for v2", NoFile), new("folder --for v2", IsFolder),
                new("/dev/zero --for v2", "larger than 16 MiB"),
                new("policy --for v3", "is none of v2, filter"), new("policy --for=", "'--for=' has no value"),
                new("policy --for v2 --default allow", "contradicts --for v2"),
                new("policy --for filter --default none", "is none of deny, allow"),
                new("policy --for filter --accept all", "is none of nothing, x2apic"),
                new("policy --for v2 --as go", "is none of c, rust, bytes, trace, json"),
                new("policy --for v2 --format xml", "is none of auto, msrs, msr-safe, csv, json"),
                new("policy --for v2 --out policy", "--out: policy: this is the policy itself"),
                new("policy --for v2 --out link-to-policy", "--out: policy: this is the policy itself"),
                new("policy-with-nul --for v2", "taken for the argument itself, since byte 7 is no text's"),
                new("policy --for v2 --out ''", EmptyFile), new("policy --for v2 --out folder", IsFolder),
                new("policy more --for v2", "'more'"), new("plain --for v2", "plain:1:14: 'nor' is too much"),
                new("policy-too-wide --for v2", "policy-too-wide:2:1: 0x400000000 is not an MSR index"),
                new("policy-twice --for v2", "policy-twice:3:1: 0x1a4 is listed twice"),
                new("policy-of-comments --for v2", "policy-of-comments: it names no register"),
                new("policy-masked --for v2", "policy-masked:2:7: the write mask 0x0000000000004000 is partial"),
                new("policy-unfinished --for v2", "policy-unfinished:2:1: 0xffffffff is a placeholder"),
                new("broken --for v2", "broken:3:"), new("odd-digits --for v2", "odd-digits:1:4: behind '012'"),
                new("policy --for v2 --format json", "policy:1:2: no JSON"),
                new("policy --for v2 --format v2-bytes", "'x' at digit 2"),
            ],
            [("msrspec", "decompile")] =
            [
                new("", "file"), new("''", EmptyFile), new("none", NoFile), new("folder", IsFolder),
                new("large", "larger than 16 MiB"), new("policy --as c", "is none of msrs, csv, json"),
                new("policy --format xml", "is none of auto"), new("policy more", "'more'"),
                new("policy-twice", "policy-twice:3:1: "), new("headers-only", "headers-only: it has no command"),
            ],
            [("msrspec", "decide")] =
            [
                new("", "policy"), new("''", EmptyFile), new("none", NoFile), new("folder", IsFolder),
                new("large", "larger than 16 MiB"), new("policy-masked", "is partial"),
                new("policy TSK", "no MSR is called 'TSK'"), new("policy 0x100000000", "0x100000000"),
                new("policy 0x10 -1", "-1"), new("policy --format xml", "is none of auto"),
            ],
            [("msrspec", "defects")] =
            [
                new("--format html", "is none of text, markdown"), new("--counterexamples ''", EmptyFile),
                new("--counterexamples none", "none: no such folder"), new("more", "'more'"),
            ],
            [("msrspec", "differences")] =
                [new("--format html", "is none of text, markdown"), new("v2-sound", "'v2-sound'")],
            [("msrspec", "spec")] = [new("--format html", "is none of text, markdown"), new("more", "'more'")],
            [("msrspec", "clauses")] = [new("nothing-like-this", "no clause's id contains"), new("a b", "'b'")],
            [("msrspec", "registers")] = [new("XTSC", "no register's name contains 'XTSC'"), new("a b", "'b'")],
            [("msrspec", "services")] = [new("kmallox", "no function's name contains 'kmallox'"), new("a b", "'b'")],
            [("msrspec", "mutants")] =
            [
                new("--seeds 0", NotANumber), new("--seeds 1000001", NotANumber), new("--sequences 1.5", NotANumber),
            ],
            [("msrspec", "boot")] =
            [
                new("", "image"), new("''", EmptyFile), new("none", NoFile), new("folder", IsFolder),
                new("plain", "plain: "), new("/dev/zero", "larger than 128 MiB"),
                new("plain --memory 12Q", "12Q"), new("plain --memory ''", "''"), new("plain --cpu ''", "--cpu"),
                new("plain --steps 0", NotANumber), new("plain --trace ''", EmptyFile),
                new("plain --trace folder", IsFolder), new("plain --module none", NoFile),
                new("plain --module /dev/zero", "larger than 128 MiB"), new("plain --module ''", EmptyFile),
            ],
            [("fuzz", "")] =
            [
                new("''", "unknown target or verb ''"), new("nothing", "unknown target or verb 'nothing'"),
                new("-runs=1 allowlist", "comes first"),
            ],
            [("fuzz", "allowlist")] =
            [
                new("-dict=", EmptyFile), new("-dict=folder", IsFolder), new("-dict=none", NoFile),
                new("-dict=plain", "plain: line 1"), new("-dict=/dev/zero", "larger than 16 MiB"),
                new("-runs=x", "malformed"), new("-runs", "malformed"), new("none", "neither a flag nor a file"),
                new("''", "neither a flag nor a file"), new("--engine=3", "is none of auto, native, managed"),
                new("--engine=", "--engine"), new("--counterexamples=", "has no value"),
                new("--counterexamples= -runs=1", "has no value"),
                new("--counterexamples=plain", "is no folder"), new("--nothing", "unknown option"),
            ],
            [("fuzz", "explain")] =
            [
                new("allowlist ''", EmptyFile), new("allowlist none", NoFile), new("allowlist folder", IsFolder),
                new("nothing plain", "unknown target 'nothing'"), new("allowlist /dev/zero", "larger than 64 MiB"),
            ],
            [("fuzz", "coverage")] =
            [
                new("--html ''", EmptyFile), new("--html folder", IsFolder), new("--corpus ''", EmptyFile),
                new("--corpus none allowlist", "no such folder"), new("nothing", "unknown target 'nothing'"),
            ],
            [("fuzz", "smoke")] =
            [
                new("--runs 0", NotANumber), new("--runs -1", NotANumber), new("--seconds x", NotANumber),
                new("--seed 0", NotANumber),
            ],
            [("hardware", "")] =
            [
                new("nothing", "unknown verb 'nothing'"), new("''", "unknown verb ''"), new("--nothing", "--nothing"),
            ],
            [("hardware", "run")] =
            [
                new("--cases -1", NotANumber), new("--cases 0", NotANumber), new("--cases ''", NotANumber),
                new("--case -1", NotANumber), new("--threads 0", NotANumber), new("--threads 17", NotANumber),
                new("--bits 8", "is none of all, 64, 32, 16"),
                new("--only NOTHING", "no encoding that is tested is called 'NOTHING'"),
                new("--seed 1,0", NotANumber),
            ],
            [("hardware", "record")] =
            [
                new("", "--out"), new("--out ''", EmptyFile), new("--out folder", IsFolder),
                new("--out vectors --cases 99999999", NotANumber),
            ],
            [("hardware", "verify")] =
            [
                new("''", EmptyFile), new("none", NoFile), new("folder", IsFolder), new("plain", "plain: this is no"),
                new("/dev/zero", "larger than 64 MiB"),
            ],
            [("hardware", "coverage")] = [new("--vectors none", NoFile), new("--vectors ''", EmptyFile)],
            [("benchmarks", "")] =
            [
                new("nothing", "unknown verb 'nothing'"), new("''", "unknown verb ''"), new("--nothing", "--nothing"),
            ],
            [("benchmarks", "quick")] = [new("--fast", "'--fast'"), new("more", "'more'")],
            [("benchmarks", "bdn")] = [new("--nothing", "'--nothing'"), new("--job none", "'--job none'")],
            [("benchmarks", "fuzz")] = [new("--gate", "'--gate'"), new("''", "''")],
            [("mutation", "")] =
            [
                new("nothing", "unknown verb 'nothing'"), new("''", "unknown verb ''"), new("--nothing", "--nothing"),
            ],
            [("mutation", "sample")] =
                [new("--seed 1", "'--seed'"), new("", "the current folder is not in the repository")],
            [("mutation", "run")] =
            [
                new("--project spec", "'spec' is none of all, Spec"), new("--sample 0", NotANumber),
                new("--seed x", NotANumber), new("--only ''", "--only"),
                new("", "the current folder is not in the repository"),
            ],
            [("mutation", "wrong")] =
            [
                new("--sample 0", NotANumber), new("--only ''", "--only"),
                new("--only a --sample 1", "--only contradicts --sample"),
                new("", "the current folder is not in the repository"),
            ],
            [("mutation", "list")] = [new("--project ''", "'' is none of"), new("more", "'more'")],
        };
}
