
namespace MsrSpec.Implementation.Objects.Running;

/// <summary>A function of the kernel, carried out by the host.</summary>
/// <param name="call">Its arguments.</param>
/// <returns>What it returns, or why it does not.</returns>
internal delegate CallResult Service(ServiceCall call);
