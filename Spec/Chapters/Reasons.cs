using MsrSpec.Spec.Clauses;

namespace MsrSpec.Spec.Chapters;

/// <summary>
/// Why a reference answered a command as it did. There are few, each made once, so that a step only points at them.
/// </summary>
public sealed class Reasons
{
    private static int _made;

    /// <summary>Makes reasons, with a number of their own.</summary>
    /// <param name="ruling">The clause that decided.</param>
    /// <param name="left">What it left.</param>
    /// <param name="permission">The clause by which the list allowed an access that retired; else null.</param>
    public Reasons(Clause ruling, Case left, Clause? permission = null)
    {
        Ruling = ruling;
        Case = left;
        Permission = permission;
    }

    /// <summary>A number from 1 that no other reasons of this process have, for counting.</summary>
    public int Number { get; } = Interlocked.Increment(ref _made);

    /// <summary>The clause that decided.</summary>
    public Clause Ruling { get; }

    /// <summary>The case that the command ended in.</summary>
    public Case Case { get; }

    /// <summary>The clause by which the list allowed an access that retired; else null.</summary>
    public Clause? Permission { get; }
}
