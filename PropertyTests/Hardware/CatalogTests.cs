using Iced.Intel;
using MsrSpec.Hardware.Cases;
using MsrSpec.Hardware.Generation;
using Xunit;

namespace MsrSpec.PropertyTests.Hardware;

public sealed class CatalogTests
{
    /// <summary>Instructions that would end this process, or change what it lives on.</summary>
    public static TheoryData<Code> Harmful { get; } =
    [
        Code.Lds_r16_m1616, Code.Les_r32_m1632, Code.Lss_r64_m1664, Code.Lgs_r32_m1632, Code.Mov_Sreg_r32m16,
        Code.Popw_DS, Code.Popd_SS, Code.Popq_FS, Code.Int3, Code.Int_imm8, Code.Into, Code.Ud2, Code.Hlt, Code.Cli,
        Code.Sti, Code.In_AL_imm8, Code.Out_DX_EAX, Code.Insb_m8_DX, Code.Outsd_DX_m32, Code.Retfw, Code.Retfd_imm16,
        Code.Iretd, Code.Iretq, Code.Call_ptr1632, Code.Jmp_m1632, Code.Jmp_ptr1616, Code.Syscall, Code.Sysenter,
        Code.Rdmsr, Code.Wrmsr, Code.Cpuid, Code.Rdtsc, Code.Mov_cr_r64, Code.Mov_dr_r32, Code.Lmsw_rm16,
        Code.Lgdt_m1664, Code.Ltr_r32m16, Code.Swapgs, Code.Wrfsbase_r64, Code.Invlpg_m, Code.Clts, Code.Wbinvd,
        Code.Bound_r32_m3232, Code.Ldmxcsr_m32, Code.Fninit, Code.Movups_xmm_xmmm128, Code.Xbegin_rel32,
    ];

    [Theory]
    [MemberData(nameof(Harmful))]
    public void An_instruction_that_would_harm_this_process_is_never_run(Code code) =>
        Assert.All(Catalog.Entries.Where(entry => entry.Code == code), entry => Assert.NotNull(entry.WhyNot));

    [Fact]
    public void Every_encoding_of_the_core_in_every_width_is_tested_or_has_a_reason()
    {
        CatalogEntry[] implemented = [.. Catalog.Entries.Where(entry => entry.IsImplemented)];
        Assert.All(implemented, entry => Assert.True(entry.IsTested || entry.WhyNot is { Length: > 0 }));
        Assert.All(CodeWidths.All, bits => Assert.True(Catalog.Tested.Count(entry => entry.Bits == bits) > 500));
    }

    [Fact]
    public void An_encoding_that_a_width_lacks_is_not_listed() =>
        Assert.DoesNotContain(Catalog.Entries, entry => entry is { Code: Code.Aaa, Bits: 64 });
}
