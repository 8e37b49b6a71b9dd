namespace MsrSpec.PropertyTests.Cpu;

/// <summary>The modes that segmentation tells apart.</summary>
public enum SegmentMode
{
    Real,
    Virtual,
    Protected16,
    Protected32,
    Compatibility16,
    Compatibility32,
    Long64,
}
