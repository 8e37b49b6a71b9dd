using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Exceptions;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Cpu.Segmentation;
using Xunit;

namespace MsrSpec.PropertyTests.Cpu.Accesses;

/// <summary>
/// A core on which a <see cref="FaultCase"/> happens. Selectors are any, as the hidden parts are what counts; and
/// where another stack is taken, the old RSP is any.
/// </summary>
internal sealed class FaultRig
{
    /// <summary>A multiple of 16 and 8, as long mode aligns the top of a stack.</summary>
    private const ulong OuterTop = 0x6F08, StackTop1 = 0x7608, InterruptTop = 0x6408;

    private const ushort Long1 = 0xC1;

    private readonly FaultCase _case;
    private readonly ModeRig _rig;

    internal FaultRig(FaultCase given)
    {
        _case = given;
        _rig = new ModeRig(given.Mode);
        if (!given.IsReal && !given.IsVirtual)
        {
            _rig.EnterLevel(given.Level);
        }

        SetSegments();
        SetStacks();
        State.Rflags = given.Flags | (given.IsVirtual ? Rflags.Virtual8086 : Rflags.None);
        SetGate(Vector);
    }

    internal ref CoreState State => ref _rig.State;

    internal ref readonly CoreState After => ref _rig.After;

    /// <summary>The vector of the fault that comes.</summary>
    internal byte Vector => _case.Source switch
    {
        FaultSource.Injected => _case.Vector,
        FaultSource.InvalidOpcode => 6,
        FaultSource.RefusedAccess or FaultSource.CompletedAccess => 13,
    };

    /// <summary>The selector of the handler.</summary>
    internal ushort Selector => _case.Handler == 0
        ? (_case.IsLong ? ModeRig.Code64 : ModeRig.Code32)
        : (_case.IsLong ? Long1 : ModeRig.Code1);

    /// <summary>The top of the stack that the frame is pushed on.</summary>
    internal ulong Top => _case.Stack != 0 ? InterruptTop + (ulong)(0x40 * _case.Stack)
        : !_case.IsInner ? State.Rsp
        : _case.Handler == 0 ? CoreRig.KernelStackTop : StackTop1;

    /// <summary>Has the fault happen.</summary>
    internal void Raise()
    {
        if (_case.Source == FaultSource.Injected)
        {
            State.Rip = _case.Rip;
            Assert.True(_rig.Inject(CpuEvent.Fault(_case.Vector, _case.ErrorCode)));
            return;
        }

        bool isCompleted = _case.Source == FaultSource.CompletedAccess;
        _rig.Rig.Port.Answer = isCompleted ? MsrAccessResult.Exit : MsrAccessResult.Fault;
        _ = _rig.Step([0x0F, (byte)(_case.Source == FaultSource.InvalidOpcode ? 0x0B : 0x32)]);
        if (_rig.Rig.Core.HasPendingMsrAccess)
        {
            _rig.Rig.Core.CompleteMsrExit(error: 1, data: 0);
        }
    }

    /// <summary>The words that lie on the stack now.</summary>
    internal ulong[] Words(int count) => [.. Enumerable.Range(0, count).Select(Word)];

    private ulong Word(int number)
    {
        bool isBig = _case.IsLong || After.SegmentOf(SegmentRegister.Ss).Is(SegmentAttributes.Big);
        ulong address = (isBig ? After.Rsp : (ushort)After.Rsp) + (ulong)(number * _case.WordSize);
        return _rig.Memory.Read<ulong>(address) & (ulong.MaxValue >> (64 - (8 * _case.WordSize)));
    }

    private void SetSegments()
    {
        bool hasLevels = !_case.IsReal && !_case.IsVirtual;
        for (int register = 0; register <= (int)SegmentRegister.Gs; register++)
        {
            bool isOfLevel = hasLevels && register is (int)SegmentRegister.Cs or (int)SegmentRegister.Ss;
            ushort selector = _case.Selectors[register];
            selector = isOfLevel ? (ushort)((selector & ~3) | _case.Level) : selector;
            ref Segment segment = ref State.Segments[register];
            segment = segment with { Selector = selector };
        }
    }

    private void SetStacks()
    {
        ulong top = OuterTop - (_case.Rsp & 0xF0);
        bool isNarrow = !_case.IsLong && !State.SegmentOf(SegmentRegister.Ss).Is(SegmentAttributes.Big);
        State.Rsp = _case.IsInner || _case.Stack != 0 ? _case.Rsp
            : isNarrow ? ((ulong)(uint)_case.Rsp & ~0xFFFFUL) | top
            : top;
        if (_case.IsLong)
        {
            _rig.Memory.Write(CoreRig.Tss + 12, StackTop1);
            for (int stack = 1; stack <= 3; stack++)
            {
                _rig.Memory.Write(CoreRig.Tss + 0x1C + (ulong)(8 * stack), InterruptTop + (ulong)(0x40 * stack));
            }

            ulong code = _rig.Memory.Read<ulong>(CoreRig.Gdt + ModeRig.Code64);
            _rig.Memory.Write(CoreRig.Gdt + (Long1 & ~7UL), code | (1UL << 45));
        }
        else
        {
            _rig.Memory.Write(CoreRig.Tss + 12, (uint)StackTop1);
            _rig.Memory.Write(CoreRig.Tss + 16, ModeRig.Data1);
        }
    }

    private void SetGate(byte vector)
    {
        if (!_case.IsReal)
        {
            _rig.SetGate(vector, _case.GateType, Selector, stack: _case.Stack);
        }
    }
}
