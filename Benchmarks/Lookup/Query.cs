using System.Runtime.InteropServices;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Lookup;

/// <summary>One question to an allowlist, laid out as <c>struct query</c> of <c>native/scan.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Query(uint Index, AccessFlags Type);
