using MsrSpec.Checker.Interleaving;
using MsrSpec.Checker.Racing;
using MsrSpec.PropertyTests.Checking;
using MsrSpec.PropertyTests.Claims;
using MsrSpec.PropertyTests.Objects;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;
using Xunit;

namespace MsrSpec.PropertyTests.Interleaving;

/// <summary>What threads show of allowlists that are wrong in one thing each, and of what only looks wrong.</summary>
public sealed class WrongRaceTests(CompiledObjects compiled) : IClassFixture<CompiledObjects>
{
    [Fact]
    [Covers(
        "threads.a-part-of-a-call-denies-nothing", "threads.a-part-of-a-call-allows-nothing",
        "threads.no-overlap-brings-the-kernel-down", "threads.a-policy-takes-effect-at-once")]
    public void A_range_that_is_counted_before_it_is_stored_is_seen_in_part()
    {
        byte[] bytes = compiled.BytesOfC("#define COUNT_FIRST\n#include \"posted.c\"\n");
        using TemporaryFolder folder = new();
        RacePlan plan = new("ours", Races.MachineOf(bytes), Dialect.Posted, RaceLimits.Usual)
        {
            Known = RaceDefect.OfThePostedPatch,
            JudgesPolicy = true,
        };
        RaceReport report = Races.Explore(plan, folder.Path, Races.OfThePostedPatch.Values);
        Assert.True(report.IsAsExpected);
        Assert.Empty(report.Missing);
    }

    [Fact]
    [Covers("threads.nobody-waits-for-ever")]
    public void Who_adds_a_range_and_keeps_the_lock_leaves_the_next_one_waiting()
    {
        RaceReport report = ExploreC(
            """
            #include "kernel.h"
            #define mutex_unlock(mutex) ((void)(mutex))
            #include "sound.c"
            """,
            """
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread1 ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0
            """);
        RaceResult result = Assert.Single(report.Results);
        Assert.Equal(Outcome.Blocked, result.Failure.Actual);
        Assert.Contains(
            result.Rows, row => row.Text.StartsWith("waits for ever: mutex_lock", StringComparison.Ordinal));
    }

    [Fact]
    [Covers("threads.what-is-left-is-what-the-calls-left")]
    public void Two_adders_without_a_lock_lose_a_range()
    {
        RaceReport report = ExploreC(
            """
            #include "kernel.h"
            #define mutex_lock(mutex) ((void)(mutex))
            #define mutex_unlock(mutex) ((void)(mutex))
            #include "sound.c"
            """,
            """
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread1 ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0
            """);
        Assert.Contains(report.Results, result => result.Failure.Kind == RaceFailureKind.WrongState);
        Assert.False(report.IsAsExpected);
    }

    [Fact]
    [Covers("threads.calls-answer-as-one-after-another")]
    public void A_lock_that_is_released_before_the_table_is_judged_lets_two_overlapping_ranges_in()
    {
        RaceReport report = ExploreC(
            """
            #include "kernel.h"
            static inline void early(struct mutex *mutex) { mutex_lock(mutex); mutex_unlock(mutex); }
            #define mutex_lock(mutex) early(mutex)
            #define mutex_unlock(mutex) ((void)(mutex))
            #include "sound.c"
            """,
            """
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread1 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=none
            """);
        Assert.Contains(report.Results, result => result.Failure.Kind == RaceFailureKind.WrongAnswer);
    }

    [Fact]
    public void A_decision_that_is_made_twice_and_answers_the_second_is_right()
    {
        RaceReport report = ExploreC(
            """
            #define msr_allowed once
            #include "sound.c"
            #undef msr_allowed
            bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
            {
                bool first = once(vcpu, index, direction);
                return first != once(vcpu, index, direction) ? !first : first;
            }
            """,
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0
            thread1 decision read 0x20
            thread1 decision read 0x20
            """);
        Assert.Empty(report.Results);
        Assert.Equal(1, report.Whole);
    }

    [Fact]
    public void Threads_that_wait_for_each_other_are_no_lock_that_a_call_has_kept()
    {
        RaceReport report = ExploreC(
            """
            #include "kernel.h"
            static struct mutex second;
            static inline void both(struct mutex *first, int *turn)
            {
                bool is_second = __atomic_fetch_add(turn, 1, __ATOMIC_SEQ_CST) & 1;
                mutex_lock(is_second ? &second : first);
                mutex_lock(is_second ? first : &second);
            }
            static int turn;
            #define mutex_lock(mutex) both(mutex, &turn)
            static inline void none(struct mutex *first) { mutex_unlock(first); mutex_unlock(&second); }
            #define mutex_unlock(mutex) none(mutex)
            #include "sound.c"
            """,
            """
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0
            thread1 ioctl add-allowlist flags=read nmsrs=1 base=0x30 bits=0
            """);
        Assert.Contains(report.Results, result => result.Failure.Clause.Id == "threads.nobody-waits-for-ever");
        Assert.DoesNotContain(
            report.Results, result => result.Failure.Clause.Id.Contains("releases", StringComparison.Ordinal));
    }

    [Fact]
    public void A_function_that_nobody_models_is_a_crash_of_the_machine_and_named()
    {
        RaceReport report = ExploreC(
            """
            #include "kernel.h"
            extern bool nobody(void);
            static volatile int adding;
            static inline void begin(struct mutex *mutex) { mutex_lock(mutex); adding = 1; }
            static inline void end(struct mutex *mutex) { adding = 0; mutex_unlock(mutex); }
            #define mutex_lock(mutex) begin(mutex)
            #define mutex_unlock(mutex) end(mutex)
            #define msr_allowed right
            #include "sound.c"
            #undef msr_allowed
            bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
            {
                return adding ? nobody() : right(vcpu, index, direction);
            }
            """,
            """
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x10 bits=0
            thread1 decision read 0x20
            """);
        RaceResult result = Assert.Single(report.Results);
        Assert.Equal(OutcomeKind.Crashed, result.Failure.Actual.Kind);
        Assert.Equal("lifetime.every-command-is-answered", result.Failure.Clause.Id);
        Assert.Contains(
            result.Reported,
            sentence => sentence.StartsWith("nobody, a function that nobody models", StringComparison.Ordinal));
    }

    [Fact]
    public void What_calls_show_that_do_not_overlap_is_no_race()
    {
        RaceReport report = ExploreC(
            """
            #define msr_allowed right
            #include "sound.c"
            #undef msr_allowed
            bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction) { return !right(vcpu, index, direction); }
            """,
            """
            thread0 ioctl add-allowlist flags=read nmsrs=1 base=0x20 bits=0
            thread1 decision read 0x20
            """);
        Assert.Empty(report.Results);
        Assert.Equal((1, 0), (report.Differing, report.Scenarios));
    }

    [Fact]
    public void A_thread_that_spins_for_ever_leaves_the_exploration_not_whole()
    {
        RaceReport report = ExploreC(
            """
            #define msr_allowed right
            #include "sound.c"
            #undef msr_allowed
            static volatile int stop;
            bool msr_allowed(struct kvm_vcpu *vcpu, u32 index, u32 direction)
            {
                while (!stop)
                    ;
                return right(vcpu, index, direction);
            }
            """,
            """
            thread0 decision read 0x10
            thread1 decision read 0x20
            """);
        Assert.Equal((1, 0), (report.Scenarios, report.Whole));
    }

    private RaceReport ExploreC(string source, string scenario)
    {
        byte[] bytes = compiled.BytesOfC(source);
        using TemporaryFolder folder = new();
        return Races.Explore(
            new RacePlan("ours", Races.MachineOf(bytes), Dialect.Sound, new RaceLimits(2, 300)), folder.Path,
            scenario);
    }
}
