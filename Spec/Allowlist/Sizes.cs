using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Allowlist;

/// <summary>How many bytes an argument has, by its header.</summary>
public static class Sizes
{
    private const uint BitsPerWord = 32;
    private const uint BytesPerWord = 4;

    extension(AllowlistHeader header)
    {
        /// <summary>The bitmap's size in bytes: whole longs of a 64-bit kernel, 0 to 536,870,912.</summary>
        public long BitmapSize => (header.Count + (long)AllowlistLayout.BitsPerLong - 1)
            / AllowlistLayout.BitsPerLong * AllowlistLayout.BytesPerLong;

        /// <summary>The bitmap's size in bytes by the words of a dialect's kernel (reading 20).</summary>
        public long BitmapSizeIn(ReadingSet readings) => readings.KernelWords switch
        {
            KernelWords.Of64Bits => header.BitmapSize,
            KernelWords.Of32Bits => (header.Count + (long)BitsPerWord - 1) / BitsPerWord * BytesPerWord,
            KernelWords.Of32BitsThatWrap => unchecked(header.Count + BitsPerWord - 1) / BitsPerWord * BytesPerWord,
        };

        /// <summary>
        /// The size in bytes of the whole argument that a kernel may look at: the header alone when the bitmap is
        /// beyond the limit, for then no byte of it is ever read.
        /// </summary>
        public int ArgumentSize => AllowlistLayout.HeaderSize
            + (header.BitmapSize > AllowlistLayout.MaxBitmapSize ? 0 : (int)header.BitmapSize);
    }
}
