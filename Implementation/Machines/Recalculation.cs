namespace MsrSpec.Implementation.Machines;

/// <summary>What passes through a vCPU's MSR bitmap once the allowlist or the filter has changed.</summary>
/// <param name="vcpu">The vCPU's number, from 0.</param>
/// <param name="passing">What passes so far: a bit for reads and one for writes of each MSR that can.</param>
/// <param name="allowed">Asks what the allowlist or the filter allows now, in the same bits.</param>
public delegate uint Recalculation(int vcpu, uint passing, Func<uint> allowed);
