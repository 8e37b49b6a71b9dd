namespace MsrSpec.Spec.Abi;

/// <summary>Exception vectors that an MSR access can raise (Intel SDM volume 3, chapter 6).</summary>
public enum Vector
{
    /// <summary>#UD, invalid opcode: RDMSR or WRMSR with a LOCK prefix.</summary>
    InvalidOpcode = 6,

    /// <summary>#GP, general protection.</summary>
    GeneralProtection = 13,
}
