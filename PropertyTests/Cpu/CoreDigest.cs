using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Memory;

namespace MsrSpec.PropertyTests.Cpu;

/// <summary>All of a core as text, with its RAM or without, to compare two and to see where they differ.</summary>
internal static class CoreDigest
{
    internal static string Of(Core core, GuestMemory memory)
    {
        byte[] ram = new byte[memory.Size];
        memory.Read(0, ram);
        return $"{Of(core)}ram {Convert.ToHexString(SHA256.HashData(ram))}\n";
    }

    /// <summary>The core without its RAM.</summary>
    internal static string Of(Core core)
    {
        CoreSnapshot taken = core.TakeSnapshot();
        ref readonly CoreState state = ref taken.State;
        var text = new StringBuilder();
        Line(text, $"ticks {core.Ticks} stopped {taken.IsStopped} level {state.PrivilegeLevel}");
        Line(text, $"flags {(ulong)state.Rflags:X} shadow {state.Shadow} {state.HeldBreakpoints} {state.NmiBlocked}");
        Line(text, $"control {state.Cr0:X} {state.Cr2:X} {state.Cr3:X} {state.Cr4:X} {state.Cr8:X}");
        Line(text, $"tables {state.Gdtr} {state.Idtr}");
        Line(text, $"registers {Join(state.Registers)}");
        Line(text, $"debug {Join(state.Debug)}");
        for (int n = 0; n < 8; n++)
        {
            Line(text, $"segment {n} {state.Segments[n]}");
        }

        Line(text, $"msrs {Join(taken.Msrs.Values.Span)} as of {taken.Msrs.Now}");
        Line(text, $"vectors {string.Join(' ', taken.FloatingPoint.Vectors)}");
        Line(text, $"stack {string.Join(' ', taken.FloatingPoint.Stack)} {taken.FloatingPoint.Control}");
        return text.ToString();
    }

    private static string Join(ReadOnlySpan<ulong> values)
    {
        var text = new StringBuilder();
        foreach (ulong value in values)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{value:X} ");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
