namespace MsrSpec.Implementation.Objects.Running;

/// <summary>How a call of a loaded function ended.</summary>
internal enum CallEnd
{
    /// <summary>It returned.</summary>
    Returned,

    /// <summary>It called a function that nobody models.</summary>
    Unmodelled,

    /// <summary>It raised an exception or was refused by a service, as it would have been an oops of a kernel; or
    /// halted the processor.</summary>
    Oops,

    /// <summary>It reached a BUG.</summary>
    Bug,

    /// <summary>It waits for what nobody will give.</summary>
    Blocked,

    /// <summary>It needed something that the emulated core lacks.</summary>
    Lacking,

    /// <summary>It did not end within its budget.</summary>
    Hang,
}
