using MsrSpec.Implementation.Kernel;
using MsrSpec.Implementation.Kernel.Allowlist;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Fuzz.Targets;

/// <summary>
/// A decoder of the ioctl's argument, which <see cref="AllowlistTarget{TDecoder}"/> judges. Each is a struct, so that
/// the target is compiled for it and calls it directly.
/// </summary>
internal interface IAllowlistDecoder
{
    /// <summary>Decodes the argument that the kernel's user memory maps.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="argument">The range, if the argument is valid.</param>
    /// <returns>Null, or what is wrong with the argument.</returns>
    public static abstract Errno? Decode(VmKernel kernel, out AllowlistArgument argument);
}
