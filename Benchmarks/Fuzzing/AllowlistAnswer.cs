using System.Runtime.InteropServices;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Benchmarks.Fuzzing;

/// <summary>What decoder and rules make of an ioctl argument; laid out as <c>struct answer</c> of the C peer.</summary>
/// <param name="Decoded">What the decoder answers; 0 if it accepts.</param>
/// <param name="Judged">What the rules answer; 0 if they accept.</param>
/// <param name="Extent">How many bytes of user memory the decoder looks at.</param>
/// <param name="Live">The allocations that it leaves.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AllowlistAnswer(Errno Decoded, Errno Judged, uint Extent, uint Live);
