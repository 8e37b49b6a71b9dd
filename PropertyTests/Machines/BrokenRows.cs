namespace MsrSpec.PropertyTests.Machines;

/// <summary>What can be wrong with a call, in the order in which it is judged: the first decides the errno.</summary>
[Flags]
public enum BrokenRows
{
    None = 0,
    Header = 1 << 0,
    Size = 1 << 1,
    Allocation = 1 << 2,
    Bitmap = 1 << 3,
    UnknownFlag = 1 << 4,
    NoFlag = 1 << 5,
    PastTheTop = 1 << 6,
    Full = 1 << 7,
    Overlap = 1 << 8,
    All = (1 << 9) - 1,
}
