using MsrSpec.Spec.Abi;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>What another thread does to the argument of an ioctl while the kernel reads it.</summary>
/// <param name="Word">The word that it writes to.</param>
/// <param name="AfterRead">The read of that word behind which it does so, from 1.</param>
/// <param name="Value">What it writes.</param>
public readonly record struct ArgumentChange(ArgumentWord Word, int AfterRead, uint Value)
{
    /// <summary>The most reads of a word that can be waited for.</summary>
    public const int MostReads = 4;

    /// <summary>Where the word begins, in bytes from the start of the argument.</summary>
    public int Offset => Word switch
    {
        ArgumentWord.Flags => AllowlistLayout.FlagsOffset,
        ArgumentWord.Count => AllowlistLayout.CountOffset,
        ArgumentWord.Base => AllowlistLayout.BaseOffset,
        ArgumentWord.Pad => AllowlistLayout.PadOffset,
        ArgumentWord.Bits => AllowlistLayout.HeaderSize,
    };
}
