namespace MsrSpec.Cli;

/// <summary>What to make of a job.</summary>
internal enum JobVerdict
{
    /// <summary>Nothing new was found, and everything known was.</summary>
    AsExpected,

    /// <summary>Something new was found.</summary>
    NotExpected,

    /// <summary>Nothing new was found, but the job did not get to everything that it should.</summary>
    NotComplete,
}
