using MsrSpec.Spec.Chapters;
using MsrSpec.Spec.Vocabulary;
using static MsrSpec.Spec.Chapters.When;

namespace MsrSpec.Spec.Exits;

/// <summary>
/// Host-initiated accesses: the register alone decides. List and filter change nothing but what is at stake.
/// </summary>
public static class HostTables
{
    private static readonly Answer Unprocessed = Answer.Of(Outcome.Unprocessed);
    private static readonly Answer Value = new("value VALUE");
    private static readonly Answer Stored = Answer.Of(Outcome.Success);

    /// <summary><c>KVM_GET_MSRS</c> of one index.</summary>
    public static Table<HostAccess> Read { get; } = new("KVM_GET_MSRS of one index",
    [
        new(That((HostAccess host) => !host.Exists || !host.Readable),
            Unprocessed, ExitClauses.HostReads, ExitCases.HostReads),
        new(That((HostAccess host) => !host.Allowed), Value, ExitClauses.HostReads, ExitCases.HostReadsDenied),
        new(null, Value, ExitClauses.HostReads, ExitCases.HostReads),
    ]);

    /// <summary><c>KVM_SET_MSRS</c> of one index.</summary>
    public static Table<HostAccess> Write { get; } = new("KVM_SET_MSRS of one index",
    [
        new(That((HostAccess host) => !host.Exists || !host.Valid),
            Unprocessed, ExitClauses.HostWrites, ExitCases.HostWriteRefused),
        new(That((HostAccess host) => !host.Allowed), Stored, ExitClauses.HostWrites, ExitCases.HostWritesDenied),
        new(null, Stored, ExitClauses.HostWrites, ExitCases.HostWrites),
    ]);
}
