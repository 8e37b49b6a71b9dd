using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Printing;

/// <summary>
/// Writes ranges as Rust: the filter as the struct of <c>kvm-bindings</c>; the posted interface never was in that, and
/// has a struct of its own.
/// </summary>
public static class RustPrinter
{
    private const string ForAllowlist = """
        pub const KVM_ADD_MSR_ALLOWLIST: u64 = 0xNUMBER;

        #[repr(C)]
        pub struct KvmMsrAllowlist<const WORDS: usize> {
            pub flags: u32,
            pub nmsrs: u32,
            pub base: u32,
            pub pad: u32,
            pub bitmap: [u64; WORDS],
        }

        """;

    private const string ForFilter = """
        use kvm_bindings::*;

        """;

    /// <summary>Writes them.</summary>
    /// <param name="compiled">The ranges.</param>
    /// <param name="names">The names for comments.</param>
    public static string Print(CompiledPolicy compiled, RegisterNames names) =>
        compiled.Interface == Interface.Filter ? Filter(compiled, names) : Allowlist(compiled, names);

    private static string Allowlist(CompiledPolicy compiled, RegisterNames names)
    {
        string number = Invariant($"{Ioctl.AddMsrAllowlist:X8}");
        StringBuilder text = new(ForAllowlist.Replace("NUMBER", number, StringComparison.Ordinal));
        foreach ((int place, AllowlistRange range) in compiled.Ranges.Index())
        {
            text.Append('\n').Append(Comment(range, names));
            int words = BitmapWords.Count(range);
            text.Append(Invariant($"pub static MSR_ALLOWLIST_{place}: KvmMsrAllowlist<{words}> ="));
            text.Append(" KvmMsrAllowlist {\n");
            text.Append(Invariant($"    flags: {(uint)range.Flags},\n    nmsrs: {range.Count},\n"));
            text.Append(Invariant($"    base: 0x{range.Base:x},\n    pad: 0,\n    bitmap: [\n"));
            text.Append(BitmapWords.Print(range, "        ", string.Empty)).Append("    ],\n};\n");
        }

        return text.ToString();
    }

    private static string Filter(CompiledPolicy compiled, RegisterNames names)
    {
        StringBuilder text = new(ForFilter);
        foreach ((int place, AllowlistRange range) in compiled.Ranges.Index())
        {
            text.Append('\n').Append(Comment(range, names));
            text.Append(Invariant($"static MSR_BITMAP_{place}: [u64; {BitmapWords.Count(range)}] = [\n"));
            text.Append(BitmapWords.Print(range, "    ", string.Empty)).Append("];\n");
        }

        text.Append("\npub fn msr_filter() -> kvm_msr_filter {\n    let mut filter = kvm_msr_filter {\n");
        text.Append("        flags: ");
        text.Append(FilterWords.OfDefault(compiled.DefaultAllows));
        text.Append(",\n        ..Default::default()\n    };\n");
        foreach ((int place, AllowlistRange range) in compiled.Ranges.Index())
        {
            text.Append(Invariant($"    filter.ranges[{place}] = kvm_msr_filter_range {{\n"));
            text.Append(Invariant($"        flags: {FilterWords.Of(range.Flags)},\n        nmsrs: {range.Count},\n"));
            text.Append(Invariant($"        base: 0x{range.Base:x},\n"));
            text.Append(Invariant($"        bitmap: MSR_BITMAP_{place}.as_ptr() as *mut u8,\n    }};\n"));
        }

        return text.Append("    filter\n}\n").ToString();
    }

    private static string Comment(AllowlistRange range, RegisterNames names) =>
        string.Concat(RangeComments.Of(range, names).Select(line => $"// {line}\n"));
}
