namespace MsrSpec.PropertyTests.Policies;

/// <summary>
/// Programs around what the compiler prints: they hand the ranges to an ioctl of their own, which writes them as the
/// object that the compiler prints as JSON.
/// </summary>
internal static class ProgramSources
{
    /// <summary>Behind the printed C, for either interface.</summary>
    public const string C = """
        #include <stdarg.h>
        #include <stdio.h>

        static int count;

        static void range(__u32 flags, __u32 base, __u32 nmsrs, const unsigned char *bitmap)
        {
            printf("%s{\"flags\":%u,\"base\":%u,\"nmsrs\":%u,\"bitmap\":\"", count++ ? "," : "", flags, base, nmsrs);
            for (unsigned i = 0; i < (nmsrs + 63) / 64 * 8; i++)
                printf("%02x", bitmap[i]);
            printf("\"}");
        }

        int ioctl(int vm, unsigned long request, ...)
        {
            va_list arguments;
            va_start(arguments, request);
            const void *argument = va_arg(arguments, const void *);
            va_end(arguments);
        #ifdef KVM_ADD_MSR_ALLOWLIST
            const __u32 *head = argument;
            if (vm != 7 || request != 0x4010AEC6UL || head[3])
                return -1;
            range(head[0], head[2], head[1], (const unsigned char *)(head + 4));
        #else
            const struct kvm_msr_filter *filter = argument;
            if (vm != 7 || request != 0x4188AEC6UL || filter != &msr_filter)
                return -1;
            for (int i = 0; i < KVM_MSR_FILTER_MAX_RANGES; i++)
                if (filter->ranges[i].nmsrs)
                    range(filter->ranges[i].flags, filter->ranges[i].base, filter->ranges[i].nmsrs,
                          filter->ranges[i].bitmap);
        #endif
            return 0;
        }

        int main(void)
        {
        #ifdef KVM_ADD_MSR_ALLOWLIST
            printf("{\"interface\":\"v2\",\"default\":\"deny\",\"ranges\":[");
        #else
            printf("{\"interface\":\"filter\",\"default\":\"%s\",\"ranges\":[", msr_filter.flags ? "deny" : "allow");
        #endif
            int status = msr_policy_install(7);
            printf("]}\n");
            return status;
        }

        """;

    /// <summary>In front of the printed Rust: what of <c>kvm-bindings</c> it uses.</summary>
    public const string RustBindings = """
        #[allow(non_camel_case_types, dead_code)]
        mod kvm_bindings {
            pub const KVM_MSR_FILTER_READ: u32 = 1;
            pub const KVM_MSR_FILTER_WRITE: u32 = 2;
            pub const KVM_MSR_FILTER_DEFAULT_ALLOW: u32 = 0;
            pub const KVM_MSR_FILTER_DEFAULT_DENY: u32 = 1;
            #[repr(C)]
            #[derive(Copy, Clone)]
            pub struct kvm_msr_filter_range { pub flags: u32, pub nmsrs: u32, pub base: u32, pub bitmap: *mut u8 }
            #[repr(C)]
            pub struct kvm_msr_filter { pub flags: u32, pub ranges: [kvm_msr_filter_range; 16] }
            impl Default for kvm_msr_filter {
                fn default() -> Self {
                    let empty = kvm_msr_filter_range { flags: 0, nmsrs: 0, base: 0, bitmap: std::ptr::null_mut() };
                    kvm_msr_filter { flags: 0, ranges: [empty; 16] }
                }
            }
        }

        """;

    /// <summary>Behind the printed Rust of a filter.</summary>
    public const string RustFilter = """

        fn main() {
            let filter = msr_filter();
            let ranges: Vec<String> = filter.ranges.iter().filter(|range| range.nmsrs > 0).map(|range| {
                let size = (range.nmsrs as usize + 63) / 64 * 8;
                let bytes = unsafe { std::slice::from_raw_parts(range.bitmap, size) };
                let hex: String = bytes.iter().map(|byte| format!("{:02x}", byte)).collect();
                format!("{{\"flags\":{},\"base\":{},\"nmsrs\":{},\"bitmap\":\"{}\"}}",
                    range.flags, range.base, range.nmsrs, hex)
            }).collect();
            println!("{{\"interface\":\"filter\",\"default\":\"{}\",\"ranges\":[{}]}}",
                if filter.flags == 1 { "deny" } else { "allow" }, ranges.join(","));
        }

        """;

    /// <summary>Behind the printed Rust of one argument of the posted interface.</summary>
    public const string RustAllowlist = """

        fn main() {
            let list = &MSR_ALLOWLIST_0;
            assert_eq!((list.pad, KVM_ADD_MSR_ALLOWLIST), (0, 0x4010AEC6));
            assert_eq!(std::mem::size_of_val(list), 16 + list.bitmap.len() * 8);
            let hex: String = list.bitmap.iter().flat_map(|word| word.to_le_bytes())
                .map(|byte| format!("{:02x}", byte)).collect();
            print!("{{\"interface\":\"v2\",\"default\":\"deny\",\"ranges\":[");
            println!("{{\"flags\":{},\"base\":{},\"nmsrs\":{},\"bitmap\":\"{}\"}}]}}",
                list.flags, list.base, list.nmsrs, hex);
        }

        """;
}
