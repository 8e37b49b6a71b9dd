using System.Collections.Immutable;
using MsrSpec.Spec.Abi.Names;
using MsrSpec.Spec.Accesses;

namespace MsrSpec.Cli.Explaining;

/// <summary>
/// What is known of a register: that the modelled processor has it, that it has not although the register is known
/// (absent), or that nobody here has heard of it (unknown).
/// </summary>
internal static class RegisterText
{
    /// <summary>The text behind an index: its name with a blank before it, or nothing.</summary>
    public static string Name(uint index) => MsrNames.Describe(index) is { } name ? $" {name}" : string.Empty;

    /// <summary>What is known of a register, in one clause.</summary>
    public static string Standing(uint index)
    {
        ImmutableArray<MsrName> names = MsrNames.Of(index);
        string known = string.Join(", ", names.Select(name => $"{name.Name} of {VendorOf(name.Vendor)}"));
        return MsrTable.TryFind(index, out int row)
            ? $"present: {known}, which the modelled processor has{(IsAlways(row) ? string.Empty : " in x2APIC mode")}"
            : names.IsEmpty ? "unknown: no register of this index is known here, and the modelled processor has none"
            : $"absent: {known} is known, but the modelled processor does not have it";
    }

    private static bool IsAlways(int row) => MsrTable.IsThere(row, apicBase: 0);

    /// <summary>The vendor as it writes itself.</summary>
    public static string VendorOf(MsrVendor vendor) => vendor switch
    {
        MsrVendor.Intel => "Intel",
        MsrVendor.Amd => "AMD",
        MsrVendor.Kvm => "KVM",
        MsrVendor.HyperV => "Hyper-V",
        MsrVendor.Xen => "Xen",
    };
}
