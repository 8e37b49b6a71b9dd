using MsrSpec.Spec.Chapters;

namespace MsrSpec.Cli.Specifying;

/// <summary>How the document and the traces write answers.</summary>
internal static class AnswerWords
{
    /// <summary>The words.</summary>
    public static IReadOnlyList<Word> All { get; } =
    [
        new("ok", "the system call succeeded: it returned 0, KVM_SET_MSRS the 1 MSR that it processed"),
        new("EINVAL, ...", "the system call returned -1 with this errno"),
        new("value VALUE", "the query or the host-initiated read returned this"),
        new("allowed, denied", "what the list decides, for whoever asks for that alone"),
        new("unprocessed", "KVM_GET_MSRS or KVM_SET_MSRS returned 0: it processed no MSR"),
        new("retired", "the guest's WRMSR retired"),
        new("retired VALUE", "the guest's RDMSR retired with this value"),
        new("#UD, #GP(0)", "the guest took this exception, delivered as its mode does"),
        new("exit rdmsr|wrmsr INDEX DATA", "KVM_RUN returned 0 with an MSR exit; Linux says the reason, too"),
        new("refused ...", "no answer of the kernel: user space cannot do this now, and nothing happened"),
        new("blocked", "the calling thread waits for ever for kvm->lock"),
        new("oops ...", "the kernel went down under the calling thread"),
        new("destroyed leaked=N", "the VM is gone, and N of its allocations were not freed"),
    ];
}
