using System.Collections.Immutable;
using MsrSpec.Spec.Readings;
using MsrSpec.Spec.Vocabulary;

namespace MsrSpec.Policies.Linting.Subjects;

/// <summary>Collects the ranges that are in force together.</summary>
/// <param name="hasBitmaps">Whether the bitmaps of slots are known.</param>
internal sealed class LintListBuilder(bool hasBitmaps)
{
    private readonly ImmutableArray<LintList>.Builder _lists = ImmutableArray.CreateBuilder<LintList>();
    private readonly List<LintRange> _added = [];
    private readonly List<LintRange> _slots = [];

    /// <summary>Takes the next command.</summary>
    public void Add(Command command, LintSource source)
    {
        switch (command)
        {
            case Command.AddAllowlist { Argument: { HasHeader: true } argument }:
                _added.Add(Range(argument, source));
                break;
            case Command.WriteFilterSlot write:
                _slots.Add(new LintRange(write.Slot, 0, hasBitmaps, _slots.Count, source));
                break;
            case Command.SetFilter set:
                _lists.Add(new LintList(Interface.Filter, [.. _slots], set, source));
                _slots.Clear();
                break;
            case Command.DestroyVm:
                EndVm();
                break;
            default:
                break;
        }
    }

    /// <summary>The lists; slots that no call sets are one too.</summary>
    public ImmutableArray<LintList> Finish()
    {
        EndVm();
        return _lists.ToImmutable();
    }

    private void EndVm()
    {
        if (_added.Count > 0)
        {
            _lists.Add(new LintList(Interface.Allowlist, [.. _added], null, _added[^1].Source));
        }

        if (_slots.Count > 0)
        {
            _lists.Add(new LintList(Interface.Filter, [.. _slots], null, _slots[^1].Source));
        }

        _added.Clear();
        _slots.Clear();
    }

    private LintRange Range(UserBuffer argument, LintSource source)
    {
        AllowlistHeader header = argument.Header;
        UserBuffer bitmap = new(ImmutableArray.Create(argument.Tail));
        return new LintRange(
            new FilterSlot(header.Flags, header.Count, header.Base, bitmap), header.Pad, true, _added.Count, source);
    }
}
