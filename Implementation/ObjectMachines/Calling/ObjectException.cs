namespace MsrSpec.Implementation.ObjectMachines.Calling;

/// <summary>
/// An object cannot be carried out further: it uses what nobody models, or an instruction that the core lacks. That is
/// no fault of the object, so it is no outcome of the kernel.
/// </summary>
public sealed class ObjectException : Exception
{
    /// <summary>Something that is lacking.</summary>
    public ObjectException()
    {
    }

    /// <summary>Something that is lacking.</summary>
    /// <param name="message">What, and where it was needed.</param>
    public ObjectException(string message)
        : base(message)
    {
    }

    /// <summary>Something that is lacking.</summary>
    /// <param name="message">What, and where it was needed.</param>
    /// <param name="innerException">What led to it.</param>
    public ObjectException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
