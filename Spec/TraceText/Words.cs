namespace MsrSpec.Spec.TraceText;

/// <summary>The fixed words of the trace language, once for printer and parser.</summary>
internal static class Words
{
    public const string Ioctl = "ioctl";
    public const string AddAllowlist = "add-allowlist";
    public const string WriteFilterSlot = "filter-slot";
    public const string SetFilter = "set-filter";
    public const string EnableCapability = "enable-cap";
    public const string CheckCapability = "check-extension";
    public const string FailNextAllocation = "fail-next-allocation";
    public const string FailNextEferWrite = "fail-next-efer-write";
    public const string DestroyVm = "destroy-vm";
    public const string ChangeArgument = "change-argument";
    public const string AskDecision = "decision";
    public const string Emulate = "emulate";
    public const string AskInterception = "interception";
    public const string Vcpu = "vcpu";
    public const string Thread = "thread";
    public const string Until = "until";
    public const string ReadMsr = "rdmsr";
    public const string WriteMsr = "wrmsr";
    public const string WriteMsrNonSerializing = "wrmsrns";
    public const string ReadMsrImmediate = "rdmsr-imm";
    public const string WriteMsrImmediate = "wrmsrns-imm";
    public const string GetMsr = "get-msr";
    public const string SetMsr = "set-msr";
    public const string Complete = "complete";

    public const string Flags = "flags=";
    public const string Count = "nmsrs=";
    public const string Base = "base=";
    public const string Pad = "pad=";
    public const string Bits = "bits=";
    public const string Readable = "readable=";
    public const string Bytes = "bytes=";
    public const string Argument0 = "args0=";
    public const string Error = "error=";
    public const string Data = "data=";
    public const string Leaked = "leaked=";
    public const string Reason = "reason=";
    public const string Default = "default=";
    public const string Allow = "allow";
    public const string Deny = "deny";
    public const string Compat = "compat";
    public const string To = "to=";

    public const string FlagsWord = "flags";
    public const string CountWord = "nmsrs";
    public const string BaseWord = "base";
    public const string PadWord = "pad";
    public const string BitsWord = "bits";
    public const string AfterRead = "after-read-";

    public const string None = "none";
    public const string Read = "read";
    public const string Write = "write";
    public const string ReadWrite = "read|write";

    public const string Rdpid = "rdpid";
    public const string Syscall = "syscall";
    public const string Sysenter = "sysenter";

    public const string Kernel = "cpl0";
    public const string Ring1 = "cpl1";
    public const string Ring2 = "cpl2";
    public const string User = "cpl3";
    public const string Lock = "lock";
    public const string Prefixed = "prefixed";
    public const string UpperHalvesSet = "upper-halves-set";
    public const string Long64 = "long64";
    public const string Protected32 = "protected32";
    public const string Real16 = "real16";

    public const string Arrow = "->";
    public const string Got = "!!";
    public const char Comment = '#';

    public const string Ok = "ok";
    public const string Value = "value";
    public const string Unprocessed = "unprocessed";
    public const string Allowed = "allowed";
    public const string Denied = "denied";
    public const string Intercepted = "intercepted";
    public const string PassedThrough = "passed-through";
    public const string Retired = "retired";
    public const string Exit = "exit";
    public const string Blocked = "blocked";
    public const string Oops = "oops";
    public const string Refused = "refused";
    public const string Destroyed = "destroyed";
    public const string Shutdown = "shutdown";
    public const string Unimplemented = "unimplemented";
    public const string OutOfBudget = "out-of-budget";
    public const string Crashed = "crashed";
    public const string At = "at";
    public const string Hung = "hung";
    public const string ErrnoNumber = "errno";

    public const string View = "view";
    public const string Slots = "slots=";
    public const string LockState = "lock=";
    public const string Allocations = "live-allocations=";
    public const string UserSpaceMsr = "user-space-msr=";
    public const string ExitState = "exit-pending=";
    public const string Registers = "registers=";
    public const string Rax = "rax:";
    public const string Rcx = "rcx:";
    public const string Rdx = "rdx:";
    public const string Rip = "rip:+";
    public const string Msr = "msr";
    public const string Decisions = "decisions";
    public const string Free = "free";
    public const string Held = "held";
    public const string On = "on";
    public const string Off = "off";
    public const string Yes = "yes";
    public const string No = "no";
    public const string Absent = "absent";
    public const string ReadAllowed = "r";
    public const string WriteAllowed = "w";
    public const string BothAllowed = "rw";
    public const string Unknown = "?";

    public const string FreeOfErrorPointer = "free-of-error-pointer";
    public const string FreeOfNonAllocation = "free-of-non-allocation";
    public const string UnlockOfFreeMutex = "unlock-of-free-mutex";
    public const string UnlockedChange = "unlocked-change";
    public const string UnlockedJudgement = "unlocked-judgement";
    public const string LockTakenAgain = "lock-taken-again";
    public const string LockOutsideACall = "lock-outside-a-call";
    public const string AllocationUnderLock = "allocation-under-lock";
    public const string UserCopyUnderLock = "user-copy-under-lock";
    public const string SecondRead = "second-read";
    public const string ReadBehindTheArgument = "read-behind-the-argument";
    public const string InvalidAccess = "invalid-access";
    public const string SleepInAtomicContext = "sleep-in-atomic-context";
    public const string LockOrder = "lock-order";
    public const string UninitializedRead = "uninitialized-read";
    public const string Warning = "warning";
    public const string Bug = "bug";
    public const string SoftLockup = "soft-lockup";

    public const string ExitPending = "exit-pending";
    public const string NoExitPending = "no-exit-pending";
    public const string NoSlotLeft = "no-slot-left";

    public const string InvalidReason = "invalid";
    public const string UnknownReason = "unknown";
    public const string FilterReason = "filter";
}
