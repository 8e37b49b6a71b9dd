namespace MsrSpec.Spec.Commands;

/// <summary>Fields that several kinds of command have.</summary>
internal static class SharedFields
{
    /// <summary>The vCPU that a command is for; it stands before the command's name.</summary>
    public static Field Vcpu { get; } = new("a vCPU", Domains.Vcpu);

    /// <summary>The index of the MSR that is accessed.</summary>
    public static Field Index { get; } = new("the MSR index", Domains.MsrIndex);

    /// <summary>The value that is written to the MSR.</summary>
    public static Field Value { get; } = new("the value", Domains.Value);

    /// <summary>The mode of an access.</summary>
    public static Field Mode { get; } = new("a mode", Domains.Mode);

    /// <summary>The privilege level of an access.</summary>
    public static Field Privilege { get; } = new("a privilege level", Domains.Privilege);

    /// <summary>The instruction form of an access; the plain one is not written.</summary>
    public static Field Form { get; } = new("an instruction form", Domains.Form, IsOptional: true);

    /// <summary>The number of a capability.</summary>
    public static Field Capability { get; } = new("the capability", Domains.Capability);
}
