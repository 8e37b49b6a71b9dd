using MsrSpec.Fuzz.Probes;

namespace MsrSpec.Fuzz.Engine.Native;

/// <summary>Hands what woven comparisons report to libFuzzer.</summary>
internal static unsafe class Comparisons
{
    private static CompareHooks _hooks;

    /// <summary>Makes these hooks the listener of all comparisons.</summary>
    public static void Listen(CompareHooks hooks)
    {
        _hooks = hooks;
        Probe.Listener = &Report;
    }

    /// <remarks>
    /// Two small numbers go to the hook for bytes, which keeps them out of the short table of recent operands that
    /// libFuzzer writes into inputs. The hooks return within nanoseconds, so the runtime need not be told of the call.
    /// </remarks>
    private static void Report(int site, ulong left, ulong right, int width)
    {
        nint way = CompareHooks.WaySize * (site & (CompareHooks.Ways - 1));
        if ((left | right) <= byte.MaxValue)
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<byte, byte, void>)(_hooks.Compare1 + way))(
                (byte)left, (byte)right);
        }
        else if (width == sizeof(uint))
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<uint, uint, void>)(_hooks.Compare4 + way))(
                (uint)left, (uint)right);
        }
        else
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<ulong, ulong, void>)(_hooks.Compare8 + way))(
                left, right);
        }
    }
}
