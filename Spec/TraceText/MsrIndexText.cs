namespace MsrSpec.Spec.TraceText;

/// <summary>An MSR index as people write it: decimal, with 0x in front, or the name of a register.</summary>
public static class MsrIndexText
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is wrong, in one sentence without a full stop; else empty.</param>
    /// <returns>The index, or null.</returns>
    public static uint? Read(string text, out string problem)
    {
        Cursor cursor = new(text, 1);
        uint index = cursor.Index("an MSR index");
        cursor.ExpectEnd();
        problem = cursor.Error?.Message ?? string.Empty;
        return cursor.Error is null ? index : null;
    }
}
