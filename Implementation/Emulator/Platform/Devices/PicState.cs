namespace MsrSpec.Implementation.Emulator.Platform.Devices;

/// <summary>What one 8259 holds.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="VectorBase">The vector of its first line.</param>
/// <param name="InitializationWord">The word of the initialization that comes next, 2 to 4; 0 for none.</param>
/// <param name="IsSingle">Whether the third word is left out.</param>
/// <param name="HasFourth">Whether there is a fourth word.</param>
public readonly record struct PicState(
    byte Mask, byte VectorBase, byte InitializationWord, bool IsSingle, bool HasFourth)
{
    /// <summary>The lines that are high.</summary>
    public byte Lines { get; init; }

    /// <summary>The lines that ask for an interrupt.</summary>
    public byte Requested { get; init; }

    /// <summary>The lines whose interrupt is being handled.</summary>
    public byte InService { get; init; }

    /// <summary>The line of the highest priority; the others follow it in a circle.</summary>
    public byte First { get; init; }

    /// <summary>Whether a line asks as long as it is high, and not when it rises.</summary>
    public bool IsLevel { get; init; }

    /// <summary>Whether a read shows what is in service, and not what is requested.</summary>
    public bool ShowsInService { get; init; }

    /// <summary>Whether an interrupt ends as soon as it is taken.</summary>
    public bool EndsByItself { get; init; }

    /// <summary>Whether a line that ends by itself falls to the lowest priority.</summary>
    public bool RotatesByItself { get; init; }

    /// <summary>Whether an interrupt in service whose line is masked holds none back.</summary>
    public bool IsSpecialMask { get; init; }

    /// <summary>Whether an interrupt of the second controller does not hold back further ones of it.</summary>
    public bool IsFullyNested { get; init; }
}
