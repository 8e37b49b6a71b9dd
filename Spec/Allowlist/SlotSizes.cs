using MsrSpec.Spec.Abi;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Spec.Allowlist;

/// <summary>How many bytes the bitmap of a filter's slot has.</summary>
public static class SlotSizes
{
    extension(FilterSlot slot)
    {
        /// <summary>The bitmap's size in bytes: whole longs of a 64-bit kernel, 0 to 536,870,912.</summary>
        public long BitmapSize => new AllowlistHeader(slot.Flags, slot.Count, slot.Base, Pad: 0).BitmapSize;

        /// <summary>The bytes of the bitmap that a kernel may look at: none when it is beyond the limit.</summary>
        public int BitmapBytes => slot.BitmapSize > FilterLayout.MaxBitmapSize ? 0 : (int)slot.BitmapSize;
    }
}
