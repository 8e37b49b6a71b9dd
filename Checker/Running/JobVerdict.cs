namespace MsrSpec.Checker.Running;

/// <summary>What to make of a job.</summary>
public enum JobVerdict
{
    /// <summary>Nothing new was found, and everything known was.</summary>
    AsExpected,

    /// <summary>A divergence was found that no known defect explains.</summary>
    NotExpected,

    /// <summary>The job ran to its end, and something known was not found.</summary>
    KnownNotFound,

    /// <summary>Nothing new was found, but the job did not get to everything that it should.</summary>
    NotComplete,
}
