namespace MsrSpec.PropertyTests.Coverage;

/// <summary>The numbered consequences that no property states yet, and why. Nothing else may be missing.</summary>
public static class NotYet
{
    public const int LastConsequence = 48;

    private const string Filter = "speaks of the merged filter, which is not specified yet";
    private const string Threads = "speaks of concurrent calls; traces have one thread yet";
    private const string Builders = "speaks of programs that build filters; there is no compiler of filters yet";

    public static IReadOnlyList<(int Consequence, string Why)> Table { get; } =
    [
        (7,  Filter), // first match
        (10, Filter), // the default matters for the unmatched only
        (11, Filter), // empty slots are transparent
        (12, Filter), // the x2APIC exemption; the allowlist has none, which a property does state
        (28, Filter), // every allowlist embeds in a filter
        (29, Threads), // lookups are linearizable
        (30, Threads), // what a reader without barriers can see
        (31, Threads), // the window between two adds
        (32, Threads), // two writers
        (33, Threads), // freedom of deadlock
        (34, Threads), // when interception changes
        (45, Builders), // compile and decide
        (46, Builders), // buffers of whole longs
        (47, Filter), // the differences between the allowlist and the filter
    ];
}
