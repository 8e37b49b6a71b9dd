namespace MsrSpec.Implementation.Emulator.Memory;

/// <summary>The pages that one access lies in: one, or two that it crosses between.</summary>
internal struct PageSpan
{
    public PhysicalPage Low;
    public PhysicalPage High;
    public int LowBytes;
    public int HighBytes;
}
