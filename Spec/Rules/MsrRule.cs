namespace MsrSpec.Spec.Rules;

/// <summary>What a write to one MSR must look like, and what becomes of it.</summary>
public enum MsrRule
{
    /// <summary>Any value; stored.</summary>
    Any,

    /// <summary>No bit outside the mask.</summary>
    Masked,

    /// <summary>A canonical 48-bit address.</summary>
    Canonical,

    /// <summary>Nobody writes it.</summary>
    ReadOnly,

    /// <summary>The guest's writes fail, the host writes anything.</summary>
    HostOwned,

    /// <summary>The guest's writes retire and are dropped, the host writes anything.</summary>
    GuestIgnored,

    /// <summary>A command: no bit outside the mask, nothing is stored, and it cannot be read.</summary>
    Command,

    /// <summary>All zeros or all ones.</summary>
    AllOrNothing,

    /// <summary>The guest writes zero only, the host anything.</summary>
    GuestZero,

    /// <summary>The guest cannot change the masked bits, which keep their value; the host writes anything.</summary>
    GuestKeeps,

    /// <summary>Eight memory types of the page attribute table.</summary>
    PageAttributes,

    /// <summary>Eight memory types of fixed ranges.</summary>
    FixedTypes,

    /// <summary>A memory type in bits 7:0, and no other bit outside the mask.</summary>
    TypeAndMask,

    /// <summary>EFER and its interlocks.</summary>
    Efer,
}
