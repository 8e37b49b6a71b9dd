namespace MsrSpec.Hardware.Cases;

/// <summary>Where an instruction under test may go on.</summary>
internal enum Landing
{
    /// <summary>Behind itself.</summary>
    Next = 0,

    /// <summary>At the pad that lies ahead of it.</summary>
    Ahead = 1,

    /// <summary>At the pad that lies behind it, at a lower address.</summary>
    Back = 2,

    /// <summary>Anywhere else, which only a faulty core does.</summary>
    Elsewhere = 3,
}
