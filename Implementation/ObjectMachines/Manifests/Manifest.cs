using System.Collections.Immutable;
namespace MsrSpec.Implementation.ObjectMachines.Manifests;

/// <summary>What an object is as a machine of the checker.</summary>
/// <param name="Dialect">What it claims to do; the parts around it answer as that says.</param>
/// <param name="Objects">The object files, which are loaded together.</param>
/// <param name="Types">The file with the kernel's own types, where the objects have only theirs; or null.</param>
/// <param name="Memory">What is laid out for the calls: a name, and its type.</param>
/// <param name="Values">What fields hold at first: the address of something laid out. All else is zero.</param>
/// <param name="Ioctl">How an ioctl is called.</param>
/// <param name="Decision">How the decision about an access is asked for.</param>
/// <param name="Destroy">How a VM's memory is given back.</param>
/// <param name="Lock">The VM's lock.</param>
/// <param name="Slots">How many ranges are stored.</param>
/// <param name="Services">Names of the objects' own for functions of the kernel.</param>
internal sealed record Manifest(
    string Dialect,
    ImmutableArray<ManifestText> Objects,
    ManifestText? Types,
    ImmutableArray<(ManifestText Name, ManifestText Type)> Memory,
    ImmutableArray<(FieldPath Field, ManifestText Value)> Values,
    EntryPattern Ioctl,
    EntryPattern Decision,
    EntryPattern Destroy,
    FieldPath Lock,
    FieldPath Slots,
    ImmutableArray<(ManifestText Alias, ManifestText Function)> Services);
