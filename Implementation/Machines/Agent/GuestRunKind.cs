namespace MsrSpec.Implementation.Machines.Agent;

/// <summary>How a guest access, or the part of it that has run so far, ended.</summary>
public enum GuestRunKind
{
    /// <summary>The instruction behind the access has run.</summary>
    Retired = 0,

    /// <summary>A handler of the guest has caught an exception.</summary>
    Fault = 1,

    /// <summary>The access waits for user space.</summary>
    MsrExit = 2,

    /// <summary>The vCPU is down after a triple fault.</summary>
    Shutdown = 3,

    /// <summary>The core lacks an instruction form.</summary>
    Unimplemented = 4,

    /// <summary>The budget of instructions is used up.</summary>
    BudgetExhausted = 5,
}
