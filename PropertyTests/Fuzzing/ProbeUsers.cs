using Xunit;

namespace MsrSpec.PropertyTests.Fuzzing;

/// <summary>Tests that read or set the probes: one at a time, for the probes are the process's.</summary>
[CollectionDefinition(nameof(ProbeUsers))]
public sealed class ProbeUsers;
