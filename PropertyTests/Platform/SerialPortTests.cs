using System.Text;
using MsrSpec.Implementation.Emulator.Cpu.Ports;
using MsrSpec.Implementation.Emulator.Platform.Devices;
using Xunit;

namespace MsrSpec.PropertyTests.Platform;

public sealed class SerialPortTests
{
    private readonly List<byte> _sent = [];
    private readonly SerialPort _port;

    public SerialPortTests() => _port = new SerialPort(_sent.Add);

    [Fact]
    public void What_is_sent_arrives_and_the_line_is_always_ready()
    {
        foreach (byte value in "hello"u8)
        {
            Assert.Equal(0x60U, Read(5));
            Write(0, value);
        }

        Assert.Equal("hello", Encoding.ASCII.GetString([.. _sent]));
    }

    [Fact]
    public void The_divisor_hides_data_and_interrupt_enable()
    {
        Write(1, 0x0F);
        Write(3, 0x83);
        Write(0, 0x34);
        Write(1, 0x12);
        Assert.Equal((0x34U, 0x12U), (Read(0), Read(1)));
        Assert.Equal(0x1234, _port.State.Divisor);
        Write(3, 0x03);
        Assert.Equal((0U, 0x0FU), (Read(0), Read(1)));
        Assert.Empty(_sent);
    }

    [Fact]
    public void Registers_read_back()
    {
        Write(7, 0xA5);
        Write(4, 0x0B);
        Write(2, 0xC7);
        Assert.Equal((0xA5U, 0x0BU, 0xC1U), (Read(7), Read(4), Read(2)));
    }

    [Fact]
    public void In_loopback_a_byte_comes_back()
    {
        Write(4, 0x1E);
        Write(0, 0xAE);
        Assert.Equal(0x61U, Read(5));
        Assert.Equal(0xAEU, Read(0));
        Assert.Equal(0x60U, Read(5));
        Assert.Equal(0xD0U, Read(6));
        Assert.Empty(_sent);
    }

    private uint Read(int register) => _port.Read((ushort)(SerialPort.Com1 + register), 1);

    private void Write(int register, uint value) =>
        Assert.Equal(PortAccessResult.Done, _port.Write((ushort)(SerialPort.Com1 + register), 1, value));
}
