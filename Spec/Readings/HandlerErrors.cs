namespace MsrSpec.Spec.Readings;

/// <summary>
/// Reading 22: what becomes of a write whose handler fails with an errno, and that is not deflected ("KVM: x86: report
/// negative values from wrmsr emulation to userspace", October 2020).
/// </summary>
public enum HandlerErrors
{
    /// <summary><c>KVM_RUN</c> fails with the errno; the guest hears nothing of it.</summary>
    FailTheRun,

    /// <summary>The guest is given #GP, as for any failure.</summary>
    Fault,
}
