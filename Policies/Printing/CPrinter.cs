using System.Text;
using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Allowlist;
using MsrSpec.Spec.Readings;
using static System.FormattableString;

namespace MsrSpec.Policies.Printing;

/// <summary>
/// Writes ranges as C, with a function that hands them to a VM. The filter comes from <c>linux/kvm.h</c>; the posted
/// interface never was in it, and has definitions of its own.
/// </summary>
public static class CPrinter
{
    private const string ForAllowlist = """
        #include <sys/ioctl.h>
        #include <linux/types.h>

        #define KVM_ADD_MSR_ALLOWLIST 0xNUMBERUL

        """;

    private const string ForFilter = """
        #include <sys/ioctl.h>
        #include <linux/kvm.h>

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
            text.Append(Invariant($"static struct {{\n\t__u32 flags, nmsrs, base, pad;\n"));
            text.Append(Invariant($"\t__u64 bitmap[{BitmapWords.Count(range)}];\n}} msr_allowlist_{place} = {{\n"));
            text.Append(Invariant($"\t.flags = {(uint)range.Flags}, .nmsrs = {range.Count},"));
            text.Append(Invariant($" .base = 0x{range.Base:x},\n"));
            text.Append("\t.bitmap = {\n").Append(BitmapWords.Print(range, "\t\t", "ULL")).Append("\t},\n};\n");
        }

        text.Append("\n/* Before any vCPU runs: until the last call, what it allows is denied. */\n");
        text.Append("static inline int msr_policy_install(int vm)\n{\n\treturn ");
        text.AppendJoin("\n\t    || ", compiled.Ranges.Select((_, place) =>
            Invariant($"ioctl(vm, KVM_ADD_MSR_ALLOWLIST, &msr_allowlist_{place})")));
        return text.Append(" ? -1 : 0;\n}\n").ToString();
    }

    private static string Filter(CompiledPolicy compiled, RegisterNames names)
    {
        StringBuilder text = new(ForFilter);
        foreach ((int place, AllowlistRange range) in compiled.Ranges.Index())
        {
            text.Append('\n').Append(Comment(range, names));
            text.Append(Invariant($"static __u64 msr_bitmap_{place}[{BitmapWords.Count(range)}] = {{\n"));
            text.Append(BitmapWords.Print(range, "\t", "ULL")).Append("};\n");
        }

        text.Append("\nstatic struct kvm_msr_filter msr_filter = {\n\t.flags = ");
        text.Append(FilterWords.OfDefault(compiled.DefaultAllows)).Append(",\n");
        foreach ((int place, AllowlistRange range) in compiled.Ranges.Index())
        {
            text.Append(Invariant($"\t.ranges[{place}] = {{\n\t\t.flags = {FilterWords.Of(range.Flags)},\n"));
            text.Append(Invariant($"\t\t.nmsrs = {range.Count}, .base = 0x{range.Base:x},\n"));
            text.Append(Invariant($"\t\t.bitmap = (__u8 *)msr_bitmap_{place},\n\t}},\n"));
        }

        text.Append("};\n\nstatic inline int msr_policy_install(int vm)\n{\n");
        return text.Append("\treturn ioctl(vm, KVM_X86_SET_MSR_FILTER, &msr_filter);\n}\n").ToString();
    }

    private static string Comment(AllowlistRange range, RegisterNames names) =>
        $"/*\n{string.Concat(RangeComments.Of(range, names).Select(line => $" * {line}\n"))} */\n";
}
