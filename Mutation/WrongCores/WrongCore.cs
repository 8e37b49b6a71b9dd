namespace MsrSpec.Mutation.WrongCores;

/// <summary>A small defect of the core, kept because tests once did not notice it or its like.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The source file, by its name in the repository.</param>
/// <param name="Member">The member of that file; overloads share a name.</param>
/// <param name="From">What stands in the member, once.</param>
/// <param name="To">What stands there instead; it may be nothing.</param>
/// <param name="Killers">The test classes of which one must fail.</param>
/// <param name="Reason">Why it is wrong.</param>
internal sealed record WrongCore(
    string Name, string File, string Member, string From, string To, IReadOnlyList<string> Killers, string Reason);
