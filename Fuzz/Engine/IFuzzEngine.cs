namespace MsrSpec.Fuzz.Engine;

/// <summary>What makes inputs and feeds them to a target.</summary>
public interface IFuzzEngine
{
    /// <summary>Runs a job.</summary>
    /// <returns>
    /// libFuzzer's exit status: 0 nothing found, 77 a finding, 70 a hang, 71 out of memory, 72 interrupted.
    /// </returns>
    public int Run(FuzzJob job);
}
