using MsrSpec.Spec.Commands;

namespace MsrSpec.Spec.Vocabulary;

/// <summary>
/// One thing that user space or the guest does. The hierarchy is closed: every machine takes every command, in every
/// state, and answers with an <see cref="Outcome"/>. Each kind has a file with its record and its description.
/// </summary>
public abstract partial record Command
{
    private Command()
    {
    }

    /// <summary>What is known of the kind; <see cref="CommandDescription.Of"/> is for all.</summary>
    internal abstract CommandDescription Description { get; }

    /// <summary>What it touches; <see cref="Touch.Of"/> is for all.</summary>
    internal virtual Touch Touched => default;
}
