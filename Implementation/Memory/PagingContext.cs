namespace MsrSpec.Implementation.Memory;

/// <summary>What a translation depends on, other than the tables in memory and the access itself.</summary>
/// <param name="Root">CR3.</param>
/// <param name="WriteProtect">CR0.WP: a supervisor write heeds the writable bit.</param>
/// <param name="NoExecute">EFER.NXE: the no-execute bit means what it says, and is not reserved.</param>
internal readonly record struct PagingContext(ulong Root, bool WriteProtect, bool NoExecute);
