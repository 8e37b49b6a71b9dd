using MsrSpec.Implementation.Emulator.Cpu;
using MsrSpec.Implementation.Emulator.Cpu.Msr;
using MsrSpec.Implementation.Emulator.Memory;
using MsrSpec.Implementation.Emulator.Platform.Apic;
using MsrSpec.Implementation.Emulator.Platform.Devices;
using MsrSpec.Implementation.Emulator.Platform.Multiboot;

namespace MsrSpec.Implementation.Emulator.Platform;

/// <summary>
/// A small PC: one core, RAM, and what a kernel expects around them. Nothing in it knows the time of day or any
/// chance: the same image ends the same way after the same number of steps.
/// </summary>
public sealed class Machine
{
    private readonly PlatformDevices _devices;

    /// <summary>Builds a machine with empty RAM.</summary>
    /// <param name="options">What it is made of.</param>
    public Machine(MachineOptions options)
    {
        Memory = new GuestMemory(options.MemorySize);
        Msrs = new MsrFile(vcpu: 0, options.Model);
        var link = new ProcessorLink(Msrs);
        _devices = new PlatformDevices(link, Memory.Size, options.Send);
        var platform = new CorePlatform(options.Model, _devices.Ports, _devices.ApicPage, _devices.Interrupts);
        Core = new Core(Memory, Msrs, new DirectMsrPort(Msrs), platform);
        link.Connect(Core);
        Msrs.Attach(_devices.ApicMsrs);
        Msrs.KeepTime();
    }

    /// <summary>RAM.</summary>
    public GuestMemory Memory { get; }

    /// <summary>The MSRs of the core.</summary>
    public MsrFile Msrs { get; }

    /// <summary>The core.</summary>
    public Core Core { get; }

    /// <summary>The local APIC.</summary>
    public LocalApic Apic => _devices.Apic;

    /// <summary>The ports, which IN and OUT reach.</summary>
    public PortBus Ports => _devices.Ports;

    /// <summary>The instructions that were attempted.</summary>
    public long Steps { get; private set; }

    /// <summary>Loads a multiboot kernel and puts the core at its entry; null when all went well.</summary>
    /// <param name="file">The file of the kernel.</param>
    /// <param name="commandLine">What the kernel is told.</param>
    /// <param name="modules">The modules.</param>
    public LoadError? Load(ReadOnlySpan<byte> file, string commandLine, IReadOnlyList<BootModule> modules)
    {
        LoadError? error = MultibootLoader.Load(file, Memory, commandLine, modules, out LoadedKernel kernel);
        if (error is null)
        {
            CoreState state = MultibootEntry.StateFor(kernel);
            Core.Load(in state);
        }

        return error;
    }

    /// <summary>Keeps the whole machine; the cost follows what has been written since the last snapshot.</summary>
    public MachineSnapshot TakeSnapshot() =>
        new(Memory.TakeSnapshot(), Core.TakeSnapshot(), CaptureDevices(), Steps);

    /// <summary>Makes the whole machine what it was; what has been sent stays sent.</summary>
    /// <param name="snapshot">
    /// A snapshot of this machine. Any number of them may be kept, and restored in any order.
    /// </param>
    public void Restore(MachineSnapshot snapshot)
    {
        Memory.Restore(snapshot.Memory);
        RestoreDevices(snapshot.Devices);
        Core.Restore(snapshot.Core);
        Steps = snapshot.Steps;
    }

    /// <summary>What the devices hold now, as a value.</summary>
    public PlatformSnapshot CaptureDevices() => _devices.Capture();

    /// <summary>Puts the devices back.</summary>
    /// <param name="snapshot">What they held.</param>
    public void RestoreDevices(in PlatformSnapshot snapshot) => _devices.Restore(in snapshot);

    /// <summary>Runs on until the guest ends or the steps are used up.</summary>
    /// <param name="steps">The most instructions to attempt.</param>
    public MachineEnd Run(long steps)
    {
        long left = steps;
        while (left > 0)
        {
            long before = Core.Ticks;
            CoreExit exit = Core.Run(left);
            long done = Core.Ticks - before;
            left -= done;
            Steps += done;
            switch (exit.Kind)
            {
                case CoreExitKind.Halt when TryWake():
                    break;
                case CoreExitKind.Device:
                    return TakeRequest();
                case CoreExitKind.Halt:
                    return MachineEnd.Of(MachineEndKind.Halted);
                case CoreExitKind.Shutdown:
                    return MachineEnd.Of(MachineEndKind.Shutdown);
                case CoreExitKind.BudgetExhausted:
                    return MachineEnd.Of(MachineEndKind.StepLimit);
                default:
                    return new MachineEnd(MachineEndKind.Unimplemented, Status: 0, exit.Instruction);
            }
        }

        return MachineEnd.Of(MachineEndKind.StepLimit);
    }

    /// <summary>
    /// Whether a halted core goes on: an NMI waits, or an interrupt that it takes; if need be, time passes until the
    /// timer sends one.
    /// </summary>
    private bool TryWake()
    {
        InterruptInputs interrupts = _devices.Interrupts;
        bool takesInterrupts = (Core.Current.SystemFlags & Rflags.Interrupt) != 0;
        if (interrupts.HasNonMaskable || (takesInterrupts && interrupts.HasInterrupt(Core.Ticks)))
        {
            return true;
        }

        if (!takesInterrupts || _devices.Apic.NextTimerInterrupt is not { } next)
        {
            return false;
        }

        Core.PassTime(next - Core.Ticks);
        return interrupts.HasInterrupt(Core.Ticks);
    }

    private MachineEnd TakeRequest()
    {
        StopRequest stop = _devices.Stop;
        MachineEnd end = stop.Kind switch
        {
            StopKind.DebugExit => new MachineEnd(MachineEndKind.DebugExit, stop.Status, Instruction: default),
            StopKind.Reset => MachineEnd.Of(MachineEndKind.Reset),
            StopKind.PowerOff => MachineEnd.Of(MachineEndKind.PowerOff),
            StopKind.None => throw new InvalidOperationException("A device stopped the core and left no request."),
        };
        stop.Clear();
        return end;
    }
}
