namespace MsrSpec.Fuzz.Engine.Coverage;

/// <summary>Where an edge leads from.</summary>
public enum EdgeKind
{
    /// <summary>Into a method.</summary>
    Entry,

    /// <summary>From a conditional branch that is taken.</summary>
    Taken,

    /// <summary>From a conditional branch that is not taken.</summary>
    NotTaken,

    /// <summary>To a case of a jump table.</summary>
    Case,

    /// <summary>Past a jump table: no case applies.</summary>
    NoCase,

    /// <summary>Into a catch block, a filter or a fault block.</summary>
    Handler,
}
