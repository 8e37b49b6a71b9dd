namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>With what privilege an access is made.</summary>
internal enum AccessClass
{
    /// <summary>By code at level 3.</summary>
    User = 0,

    /// <summary>By the supervisor.</summary>
    Supervisor = 1,

    /// <summary>By the supervisor while SMAP keeps it off user pages.</summary>
    Guarded = 2,

    /// <summary>By code at level 3 while its alignment is checked. Translations for its data are not cached.</summary>
    Aligned = 3,
}
