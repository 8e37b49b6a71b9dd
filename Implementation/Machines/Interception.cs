using MsrSpec.Implementation.Kernel;
using MsrSpec.Spec.Abi;

namespace MsrSpec.Implementation.Machines;

/// <summary>
/// The MSR bitmap of one vCPU: which accesses the hardware carries out without leaving the guest. It is recalculated at
/// the first entry after somebody has asked for that (<c>KVM_REQ_MSR_FILTER_CHANGED</c>).
/// </summary>
public sealed class Interception
{
    /// <summary>What can pass through: a bit for reads and one for writes of each MSR; TSC in one direction.</summary>
    public const uint Everything = 0b11_1111_1111_1101;

    private const int Nothing = -1;

    /// <summary>The indices by their numbers.</summary>
    private static readonly uint[] Indices =
    [
        Msr.Tsc, Msr.SysenterCs, Msr.SysenterEsp, Msr.SysenterEip, Msr.FsBase, Msr.GsBase, Msr.KernelGsBase,
    ];

    private readonly int _vcpu;
    private readonly IMsrPolicy _policy;
    private readonly Recalculation _recalculation;
    private readonly Func<uint> _allowed;
    private uint _passing = Everything;
    private bool _isStale;

    /// <summary>That of a fresh vCPU in a VM without a policy.</summary>
    /// <param name="vcpu">The vCPU's number, from 0.</param>
    /// <param name="policy">The allowlist or the filter.</param>
    /// <param name="recalculation">What passes through once it has changed.</param>
    public Interception(int vcpu, IMsrPolicy policy, Recalculation recalculation)
    {
        _vcpu = vcpu;
        _policy = policy;
        _recalculation = recalculation;
        _allowed = Allowed;
    }

    /// <summary>Whether the hardware carries an access out.</summary>
    public bool PassesThrough(uint index, AccessFlags type)
    {
        int number = NumberOf(index);
        return number != Nothing && (_passing & BitOf(number, type)) != 0;
    }

    /// <summary>Asks for a recalculation at the next entry.</summary>
    public void Request() => _isStale = true;

    /// <summary>The vCPU enters the guest.</summary>
    public void Enter()
    {
        if (_isStale)
        {
            _passing = Everything & _recalculation(_vcpu, _passing, _allowed);
            _isStale = false;
        }
    }

    /// <summary>That of a fresh vCPU in a VM without a policy.</summary>
    public void Reset()
    {
        _passing = Everything;
        _isStale = false;
    }

    private uint Allowed()
    {
        uint allowed = 0;
        for (int number = 0; number < Indices.Length; number++)
        {
            allowed |= _policy.Allows(Indices[number], AccessFlags.Read) ? BitOf(number, AccessFlags.Read) : 0;
            allowed |= _policy.Allows(Indices[number], AccessFlags.Write) ? BitOf(number, AccessFlags.Write) : 0;
        }

        return allowed;
    }

    private static int NumberOf(uint index) => index switch
    {
        Msr.Tsc => 0,
        >= Msr.SysenterCs and <= Msr.SysenterEip => (int)(index - Msr.SysenterCs) + 1,
        >= Msr.FsBase and <= Msr.KernelGsBase => (int)(index - Msr.FsBase) + 4,
        _ => Nothing,
    };

    private static uint BitOf(int number, AccessFlags type) => (uint)type << (2 * number);
}
