using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Fuzz.Targets;

/// <summary>The decoder of the optimized allowlist.</summary>
internal readonly struct OptimizedDecoder : IAllowlistDecoder
{
    /// <inheritdoc/>
    public static Errno? Decode(VmKernel kernel, out AllowlistArgument argument) =>
        AllowlistDecoder.Decode(kernel.User, kernel.Heap, out argument);
}
