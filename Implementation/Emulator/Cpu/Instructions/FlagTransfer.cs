using System.Numerics;
using System.Runtime.CompilerServices;
using Iced.Intel;
using MsrSpec.Implementation.Emulator.Cpu.Decoding;

namespace MsrSpec.Implementation.Emulator.Cpu.Instructions;

/// <summary>
/// Flags as words: PUSHF and POPF, LAHF and SAHF; and CMC and SALC. Level 0 alone changes IOPL, only a level that IOPL
/// lets changes IF, and neither is said to the rest.
/// </summary>
internal static unsafe class FlagTransfer
{
    private const Rflags InLowByte = Rflags.Carry | Rflags.Parity | Rflags.Adjust | Rflags.Zero | Rflags.Sign;

    internal static Handler Select(in Instruction instruction) => instruction.Mnemonic switch
    {
        Mnemonic.Pushf => new(&Push<ushort>),
        Mnemonic.Pushfd => new(&Push<uint>),
        Mnemonic.Pushfq => new(&Push<ulong>),
        Mnemonic.Popf => new(&Pop<ushort>),
        Mnemonic.Popfd => new(&Pop<uint>),
        Mnemonic.Popfq => new(&Pop<ulong>),
        Mnemonic.Lahf => new(&LoadIntoAh),
        Mnemonic.Sahf => new(&StoreFromAh),
        Mnemonic.Cmc => new(&ComplementCarry),
        Mnemonic.Salc => new(&SetFromCarry),
        _ => Handler.None,
    };

    /// <summary>PUSHF: RF and VM are never seen in the image.</summary>
    private static StepStatus Push<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (IsTrapped(core))
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        Rflags image = core.State.Rflags & ~(Rflags.Resume | Rflags.Virtual8086);
        return core.TryPush(T.CreateTruncating((uint)image)) ? StepStatus.Next : StepStatus.Event;
    }

    private static StepStatus Pop<T>(Core core, in Op op)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (IsTrapped(core))
        {
            return core.Raise(ExceptionVector.GeneralProtection, errorCode: 0);
        }

        if (!core.TryPeek(0, out T image))
        {
            return StepStatus.Event;
        }

        Rflags inImage = Unsafe.SizeOf<T>() == sizeof(ushort) ? (Rflags)ushort.MaxValue : ~Rflags.None;
        Rflags loaded = LoadableBy(core) & inImage;
        core.Drop(Unsafe.SizeOf<T>());
        core.State.Rflags = (core.State.Rflags & ~loaded) | ((Rflags)uint.CreateTruncating(image) & loaded);
        return core.RetireSerialized(in op);
    }

    private static bool IsTrapped(Core core) =>
        core.Mode == ExecutionMode.Virtual8086 && core.State.IoPrivilege < 3;

    private static Rflags LoadableBy(Core core)
    {
        Rflags loadable = Rflags.Loadable & ~Rflags.Resume;
        if (core.State.PrivilegeLevel != 0)
        {
            loadable &= ~Rflags.IoPrivilege;
        }

        return core.State.PrivilegeLevel > core.State.IoPrivilege ? loadable & ~Rflags.Interrupt : loadable;
    }

    private static StepStatus LoadIntoAh(Core core, in Op op)
    {
        Accumulator.WriteUpper(core, (byte)((core.State.Arithmetic.ToRflags() & InLowByte) | Rflags.One));
        return StepStatus.Next;
    }

    private static StepStatus StoreFromAh(Core core, in Op op)
    {
        Rflags kept = core.State.Arithmetic.ToRflags() & ~InLowByte;
        var given = (Rflags)Accumulator.ReadUpper<byte>(core);
        core.State.Arithmetic = ArithmeticFlags.FromRflags(kept | (given & InLowByte));
        return StepStatus.Next;
    }

    private static StepStatus ComplementCarry(Core core, in Op op)
    {
        core.State.Arithmetic.SetCarryOnly(!core.State.Arithmetic.Carry);
        return StepStatus.Next;
    }

    private static StepStatus SetFromCarry(Core core, in Op op)
    {
        Accumulator.Write(core, core.State.Arithmetic.Carry ? byte.MaxValue : byte.MinValue);
        return StepStatus.Next;
    }
}
