using System.Runtime.InteropServices;
using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Probing;

namespace MsrSpec.Hardware.Host;

/// <summary>
/// Tries code of one width by an addition to memory in each arena, through the thunks that a run uses. On a machine
/// that cannot do it this ends the process, so only a child of the probe does it.
/// </summary>
internal static class HostTrial
{
    private const ulong Seed = 1;
    private const int Counter = 1;
    private const uint Addend = uint.MaxValue;

    /// <summary>CF, PF, AF and ZF: what is left when the sum is zero and carries.</summary>
    private const ulong FlagsOfZero = 0x55;

    private const ulong DirectionFlag = 1 << 10;

    /// <summary>Why the width cannot be run here, or null.</summary>
    /// <param name="bits">The width.</param>
    public static string? WhyNot(int bits)
    {
        bool dies = bits != 64 && SimulatedMachine.Current == Simulation.TrialDies;

        // A simulated death is one of 64-bit code, which runs everywhere.
        int width = dies ? 64 : bits;
        HostCode code = new(width);
        if (code.WhyNot is { } whyNot)
        {
            return whyNot;
        }

        LeaveNoCore();
        for (int arena = 0; arena < Arena.Count; arena++)
        {
            TestGroup addition = Addition(width, arena, dies);
            var results = new CaseContext[1];
            code.Run(addition, results);
            if (!IsRight(in addition.Inputs[0], in results[0]))
            {
                return $"a trial of {bits}-bit code in a child process gave a wrong sum";
            }
        }

        return null;
    }

    /// <summary>A death here is an answer, and of an answer no core file should stay.</summary>
    private static void LeaveNoCore() => _ = NativeMethods.SystemCall(
        NativeMethods.ProcessControl, NativeMethods.SetDumpable, 0, 0);

    private static TestGroup Addition(int bits, int arena, bool dies)
    {
        MemoryOperand window = new(Arena.OriginOf(bits, arena) + Arena.InnerWindow, bits == 16 ? 2 : 4);
        Instruction instruction = dies
            ? Instruction.Create(Code.Hlt) : Instruction.Create(Code.Add_rm32_r32, window, Register.ECX);
        Assembler code = new(bits);
        code.AddInstruction(instruction);
        CaseContext input = default;
        Background.Fill(Seed, bits, ref input);
        input.Registers[Counter] = Addend;
        MemoryMarshal.Write(input.Window, 1U);
        byte[] bytes = MachineCode.Assemble(code, Arena.OriginOf(bits, arena) + Arena.SlotOf(bits));
        return new TestGroup(Number: 0, bits, bytes, instruction, arena, Arena.InnerWindow, Seed, [input]);
    }

    private static bool IsRight(in CaseContext input, in CaseContext result)
    {
        CaseContext sum = input;
        MemoryMarshal.Write(sum.Window, 0U);
        ulong untouched = input.Flags & DirectionFlag;
        return ((ReadOnlySpan<ulong>)sum.Registers).SequenceEqual(result.Registers)
            && (result.Flags & Background.RandomFlags) == (FlagsOfZero | untouched)
            && (Landing)result.Landing == Landing.Next
            && ((ReadOnlySpan<byte>)sum.Window).SequenceEqual(result.Window);
    }
}
