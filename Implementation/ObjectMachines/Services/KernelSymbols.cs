using System.Globalization;

namespace MsrSpec.Implementation.ObjectMachines.Services;

/// <summary>Which function of the kernel is a service, by name and version of Linux.</summary>
public static class KernelSymbols
{
    private const string Any = "any";

    private static readonly int[] AddressOnly = [0];

    /// <summary>Every name that is known.</summary>
    public static IReadOnlyList<KernelSymbol> All { get; } =
    [
        new("kmalloc", KernelFunction.Allocate, "before 2.6.22, and our own C") { Arguments = [0, 1] },
        new("__kmalloc", KernelFunction.Allocate, "2.6.22 to 6.9") { Arguments = [0, 1] },
        new("__kmalloc_noprof", KernelFunction.Allocate, "6.10 and later") { Arguments = [0, 1] },
        new("kmem_cache_alloc_trace", KernelFunction.Allocate, "2.6.38 to 6.0") { Arguments = [2, 1] },
        new("kmalloc_trace", KernelFunction.Allocate, "6.1 to 6.9") { Arguments = [2, 1] },
        new("__kmalloc_cache_noprof", KernelFunction.Allocate, "6.10 and later") { Arguments = [2, 1] },
        new("kmalloc_large", KernelFunction.Allocate, "6.1 to 6.9") { Arguments = [0, 1] },
        new("__kmalloc_large_noprof", KernelFunction.Allocate, "6.10 and later") { Arguments = [0, 1] },
        new("kvmalloc_node", KernelFunction.Allocate, "4.12 to 6.9") { Arguments = [0, 1] },
        new("kfree", KernelFunction.Free, Any) { Arguments = AddressOnly },
        new("kvfree", KernelFunction.Free, "3.15 and later") { Arguments = AddressOnly },
        new("kfree_sensitive", KernelFunction.Free, "5.9 and later") { Arguments = AddressOnly },
        new("_copy_from_user", KernelFunction.CopyFromUser, Any),
        new("memdup_user", KernelFunction.DuplicateFromUser, "2.6.30 and later") { Arguments = [0, 1] },
        new("vmemdup_user", KernelFunction.DuplicateFromUser, "4.16 and later") { Arguments = [0, 1] },
        new("mutex_lock", KernelFunction.LockMutex, Any) { Arguments = AddressOnly },
        new("mutex_lock_nested", KernelFunction.LockMutex, "with lockdep") { Arguments = AddressOnly },
        new("mutex_unlock", KernelFunction.UnlockMutex, Any) { Arguments = AddressOnly },
        new("_raw_spin_lock", KernelFunction.LockSpin, Any) { Arguments = AddressOnly },
        new("_raw_spin_lock_irqsave", KernelFunction.LockSpin, Any) { Arguments = AddressOnly },
        new("_raw_spin_unlock", KernelFunction.UnlockSpin, Any) { Arguments = AddressOnly },
        new("_raw_spin_unlock_irqrestore", KernelFunction.UnlockSpin, Any) { Arguments = AddressOnly },
        new("__srcu_read_lock", KernelFunction.BeginRead, "2.6.19 and later") { Arguments = AddressOnly },
        new("__srcu_read_unlock", KernelFunction.EndRead, "2.6.19 and later") { Arguments = AddressOnly },
        new("synchronize_srcu", KernelFunction.Synchronize, "2.6.19 and later") { Arguments = AddressOnly },
        new("synchronize_srcu_expedited", KernelFunction.Synchronize, "2.6.36 and later")
        {
            Arguments = AddressOnly,
        },
        new("__might_sleep", KernelFunction.MightSleep, "with CONFIG_DEBUG_ATOMIC_SLEEP"),
        new("__might_fault", KernelFunction.MightSleep, "with CONFIG_PROVE_LOCKING"),
        new("__cond_resched", KernelFunction.MightSleep, "5.13 and later"),
        new("memcpy", KernelFunction.CopyMemory, Any),
        new("__memcpy", KernelFunction.CopyMemory, Any),
        new("memmove", KernelFunction.CopyMemory, Any),
        new("memset", KernelFunction.FillMemory, Any),
        new("__memset", KernelFunction.FillMemory, Any),
        new("printk", KernelFunction.Nothing, "before 5.15"),
        new("_printk", KernelFunction.Nothing, "5.15 and later"),
        new("__warn_printk", KernelFunction.Nothing, "4.16 and later"),
        new("__check_object_size", KernelFunction.Nothing, "4.8 and later, with CONFIG_HARDENED_USERCOPY"),
        new("__stack_chk_fail", KernelFunction.StackCheckFailed, Any),
        .. Instrumented(),
    ];

    private static IEnumerable<KernelSymbol> Instrumented()
    {
        const string Kasan = "with CONFIG_KASAN";
        yield return new KernelSymbol("__asan_handle_no_return", KernelFunction.Nothing, Kasan);
        foreach (string access in new[] { "load", "store" })
        {
            yield return new KernelSymbol($"__asan_{access}N_noabort", KernelFunction.CheckAccess, Kasan);
            foreach (int size in new[] { 1, 2, 4, 8, 16 })
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"__asan_{access}{size}_noabort");
                yield return new KernelSymbol(name, KernelFunction.CheckAccess, Kasan) { Size = size };
            }
        }
    }
}
