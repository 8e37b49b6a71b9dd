using System.Buffers.Binary;
using System.Text;

namespace MsrSpec.Implementation.Emulator.Cpu.Features;

/// <summary>
/// What CPUID answers: pure data of the model. A leaf beyond the last one answers as the last basic one does, which
/// is all zeros.
/// </summary>
internal static class Cpuid
{
    private const uint LastBasic = 0xD;
    private const uint FirstHypervisor = 0x4000_0000;
    private const uint FirstExtended = 0x8000_0000;
    private const uint LastExtended = 0x8000_0008;
    private const uint FirstBrand = 0x8000_0002;
    private const int RegistersSize = 4 * sizeof(uint);

    // Family 6, model 6, stepping 3: none whose quirks anybody works around.
    private const uint Signature = 0x663;

    // A cache line of 64 bytes, in units of eight.
    private const uint LineSize = 8 << 8;

    private static readonly byte[] Vendor = "GenuineIntel"u8.ToArray();
    private static readonly byte[] HypervisorLeaf = "\0\0\0\x40MsrSpec core"u8.ToArray();
    private static readonly byte[] Brand = PaddedBrand("MsrSpec emulated x86 core");

    /// <summary>The answer to one leaf.</summary>
    /// <param name="model">The processor.</param>
    /// <param name="leaf">The leaf, from EAX.</param>
    /// <param name="subleaf">The subleaf, from ECX.</param>
    /// <param name="apicId">The number of the processor.</param>
    public static CpuidResult Of(CpuModel model, uint leaf, uint subleaf, uint apicId) => leaf switch
    {
        0 => new CpuidResult(LastBasic, Word(Vendor, 0), Ecx: Word(Vendor, 8), Edx: Word(Vendor, 4)),
        1 => Features(model, 1, Signature) with { Ebx = Identity(model, apicId) },
        2 => new CpuidResult(1, 0, 0, 0),
        7 => subleaf <= LastStructured(model) ? Structured(model, subleaf) : default,
        0xB => Topology(model, subleaf, apicId),
        FirstHypervisor => model.Has(CpuFeatures.Hypervisor) ? Words(HypervisorLeaf, 0) : default,
        FirstExtended => new CpuidResult(LastExtended, 0, 0, 0),
        FirstExtended + 1 => Features(model, leaf, 0),
        >= FirstBrand and < FirstBrand + 3 => Words(Brand, (int)(leaf - FirstBrand) * RegistersSize),
        LastExtended => new CpuidResult(AddressSizes(model), 0, 0, 0),
        _ => default,
    };

    private static CpuidResult Features(CpuModel model, uint leaf, uint eax, uint subleaf = 0) => new(
        eax,
        FeatureTable.BitsOf(model.Features, leaf, subleaf, CpuidRegister.Ebx),
        FeatureTable.BitsOf(model.Features, leaf, subleaf, CpuidRegister.Ecx),
        FeatureTable.BitsOf(model.Features, leaf, subleaf, CpuidRegister.Edx));

    /// <summary>Subleaf 0 says in EAX which is the last one.</summary>
    private static CpuidResult Structured(CpuModel model, uint subleaf) => Features(
        model, 7,
        subleaf == 0 ? LastStructured(model) : FeatureTable.BitsOf(model.Features, 7, subleaf, CpuidRegister.Eax),
        subleaf);

    private static uint LastStructured(CpuModel model) =>
        model.Has(CpuFeatures.NonSerializingMsrWrite) ? 1U : 0;

    private static uint Identity(CpuModel model, uint apicId) =>
        (apicId << 24) | (1U << 16) | (model.Has(CpuFeatures.CacheLineFlush) ? LineSize : 0);

    /// <summary>One thread of one core; the levels are threads (1) and cores (2).</summary>
    private static CpuidResult Topology(CpuModel model, uint subleaf, uint apicId)
    {
        if (!model.Has(CpuFeatures.X2Apic))
        {
            return default;
        }

        uint number = subleaf & 0xFF;
        return number < 2
            ? new CpuidResult(0, 1, ((number + 1) << 8) | number, apicId)
            : new CpuidResult(0, 0, number, apicId);
    }

    private static uint AddressSizes(CpuModel model)
    {
        uint linear = model.Has(CpuFeatures.LongMode) ? (uint)CpuModel.LinearAddressBits : 32;
        return (linear << 8) | CpuModel.PhysicalAddressBits;
    }

    private static CpuidResult Words(byte[] text, int start) => new(
        Word(text, start),
        Word(text, start + sizeof(uint)),
        Word(text, start + (2 * sizeof(uint))),
        Word(text, start + (3 * sizeof(uint))));

    private static uint Word(byte[] text, int start) => BinaryPrimitives.ReadUInt32LittleEndian(text.AsSpan(start));

    private static byte[] PaddedBrand(string text)
    {
        byte[] padded = new byte[3 * RegistersSize];
        _ = Encoding.ASCII.GetBytes(text, padded);
        return padded;
    }
}
