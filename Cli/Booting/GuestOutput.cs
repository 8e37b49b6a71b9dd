namespace MsrSpec.Cli.Booting;

/// <summary>Passes on what the guest sends, a line at a time, and whatever there is when asked to.</summary>
/// <param name="target">Where it goes.</param>
internal sealed class GuestOutput(Stream target)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _count;

    internal void Send(byte value)
    {
        _buffer[_count++] = value;
        if (value == (byte)'\n' || _count == _buffer.Length)
        {
            Flush();
        }
    }

    internal void Flush()
    {
        if (_count > 0)
        {
            target.Write(_buffer, 0, _count);
            target.Flush();
            _count = 0;
        }
    }
}
